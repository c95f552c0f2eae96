// The calendar of a duty, drawn anew by the server as the rule is typed.
"use strict";
(function () {
  const place = document.querySelector("[data-dates]");
  const when = document.getElementById("when");
  const holiday = document.getElementById("on_holiday");
  if (!place || !when || !holiday) return;
  let waiting = 0;
  let asked = 0;
  async function ask() {
    const mine = ++asked;
    const query = new URLSearchParams({ when: when.value, on_holiday: holiday.value });
    const answer = await fetch(`${place.dataset.dates}?${query}`).catch(() => null);
    if (answer && answer.ok && mine === asked) place.innerHTML = await answer.text();
  }
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  }
  when.addEventListener("input", later);
  holiday.addEventListener("change", ask);
})();
