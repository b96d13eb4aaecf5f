// What every page of the console has: a choice of hall that needs no button, and a button that prints.

for (const choice of document.querySelectorAll("select[data-submit]")) {
  choice.form.classList.add("instant");
  choice.addEventListener("change", () => choice.form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
