// The notices as they will be, and what is wrong with their wording, asked of the server as one types.
"use strict";
(function () {
  const form = document.getElementById("publish");
  const place = document.querySelector("[data-check]");
  const told = document.querySelector("[data-told]");
  if (!form || !place || !told) return;
  let waiting = 0;
  let asked = 0;
  async function ask() {
    const mine = ++asked;
    const answer = await fetch(place.dataset.check, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer || !answer.ok || mine !== asked) return;
    const text = await answer.text();
    if (mine !== asked) return;
    place.innerHTML = text;
    const wrong = place.querySelectorAll(".wrong li").length;
    told.textContent = wrong ? told.dataset.told.replace("0", wrong) : "";
  }
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea, [type=date]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
})();
