// Work through the queue by single keys, each of which does what its button does. They can be switched
// off, since some people's programs send keys that nobody pressed (WCAG 2.1.4).
"use strict";
const keys = document.getElementById("keys");
keys.closest("p").hidden = false;
const kept = () => { try { return localStorage.getItem("sayso-keys"); } catch { return null; } };
keys.checked = kept() !== "off";
function shown() { document.body.classList.toggle("keyless", !keys.checked); }
keys.addEventListener("change", () => {
  try { localStorage.setItem("sayso-keys", keys.checked ? "on" : "off"); } catch { /* for this page only */ }
  shown();
});
shown();
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Escape" && at.closest("details.correct")) {
    const details = at.closest("details.correct");
    details.open = false;
    details.querySelector("summary").focus();
    return;
  }
  if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (at.closest("select, textarea, input:not([type=checkbox])")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.tagName !== "SUMMARY") {
    found.click();
    return;
  }
  const details = found.closest("details");
  details.open = true;
  details.querySelector("input:not([type=hidden]), select, textarea").focus();
});

// words that are selected in the article while it is corrected become the statement's
const hint = document.getElementById("by-selecting");
if (hint) {
  hint.hidden = false;
  document.querySelector(".excerpt").addEventListener("pointerup", () => {
    const words = String(getSelection()).trim();
    if (words && hint.closest("details").open) document.getElementById("content").value = words;
  });
}
