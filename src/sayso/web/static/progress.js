// Show how far an addition is, as the server tells it. The words are made by the server.
"use strict";
const shown = document.getElementById("progress");
if (shown && shown.dataset.events && "EventSource" in window) {
  const events = new EventSource(shown.dataset.events);
  events.addEventListener("progress", (event) => { shown.innerHTML = JSON.parse(event.data); });
  events.addEventListener("over", () => {
    events.close();
    // the page as it is now has the ways to go on
    location.replace(location.pathname);
  });
}
