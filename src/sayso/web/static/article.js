// Walk through an article's statements by keys: j or n to the next, k or p to the one before, Enter to its
// card, Escape lets go. A click on marked words goes to their statement. Without script the numbers are
// links, by which one goes the same ways. Keys can be switched off (WCAG 2.1.4).
"use strict";
const numbers = [...document.querySelectorAll(".sheet .number[id]")];
const steps = { j: 1, n: 1, k: -1, p: -1 };
function current() { return numbers.findIndex((one) => one.id === location.hash.slice(1)); }
function go(number) {
  if (!number) return;
  // a fragment of its own, so that the style sheet marks it, and no entry in the history for each step
  location.replace(`#${number.id}`);
  number.focus({ preventScroll: true });
  number.scrollIntoView({ block: "center" });
}
function walk(step) {
  const at = current();
  const from = at >= 0 ? at : step > 0 ? -1 : numbers.length;
  go(numbers[from + step]);
}
const kept = () => { try { return localStorage.getItem("sayso-keys"); } catch { return null; } };
const keys = document.createElement("input");
keys.type = "checkbox";
keys.id = "keys";
keys.checked = kept() !== "off";
keys.addEventListener("change", () => {
  try { localStorage.setItem("sayso-keys", keys.checked ? "on" : "off"); } catch { /* for this page only */ }
});
if (numbers.length) {
  const label = document.createElement("label");
  label.append(keys, " Keys j and k");
  document.querySelector(".switches")?.append(label);
}
document.addEventListener("keydown", (event) => {
  if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  if (event.key in steps) {
    event.preventDefault();
    walk(steps[event.key]);
  } else if (event.key === "Escape" && current() >= 0) {
    document.activeElement.blur();
    location.replace("#main");
  }
});
document.querySelector(".sheet")?.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-statements]");
  if (!mark || event.target.closest("a") || String(getSelection())) return;
  // the innermost of those that the words belong to
  go(document.getElementById(mark.dataset.statements.split(" ").at(-1)));
});
