// The hall's screen: asks for the page again and again, keeps what it has where nobody answers, turns its sheets.
"use strict";
(function () {
  const place = document.querySelector("[data-hall]");
  const time = document.querySelector("[data-at]");
  const lost = document.querySelector(".lost");
  let shown = 0;
  function turn(step) {
    const sheets = place.querySelectorAll(".sheet");
    shown = sheets.length ? (shown + step) % sheets.length : 0;
    sheets.forEach((sheet, number) => { sheet.hidden = number !== shown; });
  }
  async function ask() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), 10000);
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: stop.signal });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = found.querySelector("[data-hall]");
      if (!answer.ok || !main) throw new Error("no page");
      if (main.innerHTML !== place.dataset.last) {
        place.dataset.last = main.innerHTML;
        place.innerHTML = main.innerHTML;
      }
      time.textContent = found.querySelector("[data-at]").textContent;
      lost.hidden = true;
      turn(0);
    } catch (error) {
      lost.hidden = false;
    } finally {
      clearTimeout(late);
    }
  }
  place.dataset.last = place.innerHTML;
  turn(0);
  setInterval(() => turn(1), 12000);
  setInterval(ask, 30000);
  window.addEventListener("online", ask);
  window.addEventListener("offline", ask);
})();
