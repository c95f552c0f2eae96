// The calendar of absences: days of one row are chosen by dragging, or with the keys, and stand in the form then.
"use strict";
(function () {
  const table = document.querySelector("[data-away]");
  const form = document.getElementById("absence");
  const told = document.getElementById("chosen");
  if (!table || !form || !table.tBodies[0].rows.length) return;
  const days = Array.from(table.querySelectorAll("[data-day]"), (one) => one.dataset.day);
  const rows = Array.from(table.tBodies[0].rows);
  let row = rows[0];
  let from = 0;
  let to = 0;
  let dragging = false;
  let touched = false;

  function cell(one, day) { return one.cells[day + 1]; }
  function mark(chosen) {
    const low = Math.min(from, to), high = Math.max(from, to);
    for (let day = 0; day < days.length; day++) {
      const inside = chosen && day >= low && day <= high;
      if (inside) cell(row, day).setAttribute("aria-selected", "true");
      else cell(row, day).removeAttribute("aria-selected");
    }
  }
  function move(next, first, last) {
    mark(false);
    cell(row, to).tabIndex = -1;
    row = next;
    from = first;
    to = last;
    cell(row, to).tabIndex = 0;
    mark(true);
  }
  function take() {
    const low = days[Math.min(from, to)], high = days[Math.max(from, to)];
    form.elements.leader.value = row.dataset.leader;
    form.elements.start.value = low;
    form.elements.end.value = high;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const name = row.cells[0].textContent;
    told.textContent = told.dataset.words.replace("{name}", name).replace("{start}", low).replace("{end}", high);
    told.hidden = false;
    form.elements.reason.focus();
  }
  function at(target) {
    const found = target instanceof Element ? target.closest("tbody td") : null;
    return found ? { row: found.parentElement, day: found.cellIndex - 1 } : null;
  }

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  for (const one of rows) for (let day = 0; day < days.length; day++) cell(one, day).tabIndex = -1;
  const today = Math.max(0, days.indexOf((table.querySelector(".now") || { dataset: {} }).dataset.day));
  move(row, today, today);
  mark(false);
  const scroller = table.parentElement;
  scroller.scrollLeft = Math.max(0, cell(row, today).offsetLeft - scroller.clientWidth / 2);
  for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;

  table.addEventListener("pointerdown", (event) => {
    const where = at(event.target);
    touched = event.pointerType === "touch";
    if (!where || event.button !== 0 || touched) return;
    event.preventDefault();
    dragging = true;
    move(where.row, where.day, where.day);
  });
  table.addEventListener("pointerover", (event) => {
    const where = at(event.target);
    if (dragging && where && where.row === row) move(row, from, where.day);
  });
  document.addEventListener("pointerup", () => {
    if (dragging) { dragging = false; take(); }
  });
  // A finger scrolls where it drags: the first touch begins, the second in the same row ends.
  table.addEventListener("click", (event) => {
    const where = at(event.target);
    if (!where || !touched) return;
    if (where.row === row && cell(row, from).hasAttribute("aria-selected")) { move(row, from, where.day); take(); }
    else move(where.row, where.day, where.day);
  });
  table.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (!at(event.target)) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); take(); return; }
    const step = event.key === "Home" ? [0, -to] : event.key === "End" ? [0, days.length - 1 - to] : steps[event.key];
    if (!step) return;
    event.preventDefault();
    const day = Math.min(Math.max(to + step[1], 0), days.length - 1);
    const next = rows[Math.min(Math.max(rows.indexOf(row) + step[0], 0), rows.length - 1)];
    move(next, event.shiftKey && next === row ? from : day, day);
    cell(row, to).focus();
  });
})();
