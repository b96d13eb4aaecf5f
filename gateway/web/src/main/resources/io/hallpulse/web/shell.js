// What every page of the console has: a choice of hall that needs no button.

for (const choice of document.querySelectorAll("select[data-submit]")) {
  choice.form.classList.add("instant");
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
