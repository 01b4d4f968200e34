// Take the page that the bookmarklet hands over, and show what would be added. Nothing is sent before
// a person says so.
"use strict";
const form = document.getElementById("rendered");
const most = 12000000;
function given(event) {
  const told = event.data;
  if (event.source !== window.opener || typeof told !== "object" || told === null) return;
  if (![told.html, told.url, told.title].every((one) => typeof one === "string")) return;
  window.removeEventListener("message", given);
  const waiting = document.getElementById("waiting");
  if (encodeURIComponent(told.html.slice(0, most)).length > most) {
    waiting.textContent = "The page is too large to be taken.";
    return;
  }
  form.elements.title.value = told.title.slice(0, 500);
  form.elements.url.value = told.url.slice(0, 2000);
  form.elements.content.value = told.html;
  document.getElementById("given-title").textContent = told.title || "none";
  document.getElementById("given-url").textContent = told.url;
  document.getElementById("given-size").textContent = `${told.html.length.toLocaleString("en")} characters`;
  waiting.hidden = true;
  form.hidden = false;
  form.querySelector("button").focus();
}
if (window.opener) {
  window.addEventListener("message", given);
  // it holds nothing secret, so whoever has opened this may know that it is ready
  window.opener.postMessage("sayso: ready", "*");
}
