// What helps on every page and is not needed: choices that submit themselves, a warning before unsaved work is left.
"use strict";
(function () {
  for (const field of document.querySelectorAll("[data-submits]")) {
    field.addEventListener("change", () => field.form.submit());
  }
  // The clipboard's own interface is there on https alone; many offices have none.
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.getElementById(button.dataset.copies).select();
      if (document.execCommand("copy")) button.textContent = `${button.textContent.replace(" ✓", "")} ✓`;
    });
  }
  let unsaved = false;
  for (const form of document.querySelectorAll("form[data-guards]")) {
    if (form.querySelector(".wrong, .error")) unsaved = true;
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
  }
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = "";
  });
  const first = document.querySelector(".field-wrong input, .field-wrong select, .field-wrong textarea");
  if (first) first.focus();
})();
