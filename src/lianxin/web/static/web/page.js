/* Comfort only: every page works without it. */
(() => {
  /* A menu closes on a click outside it and on Escape. */
  const close = (except) =>
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!except || !menu.contains(except)) menu.open = false;
    });
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());

  /* A form is sent once, and says that it is on its way. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    form.classList.add("is-sent");
  });
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form.is-sent").forEach((form) => {
      delete form.dataset.sent;
      form.classList.remove("is-sent");
    }),
  );

  /* Of tabs that do not fit, the current one is in sight. */
  document.querySelectorAll(".subtabs [aria-current]").forEach((tab) => {
    const row = tab.parentElement;
    if (row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });

  /* One tick for all rows of a page; without script there is none. */
  document.querySelectorAll(".tick-all").forEach((label) => (label.hidden = false));
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    event.target.closest("table").querySelectorAll("tbody input[name=row]").forEach((box) => (box.checked = event.target.checked));
  });

  /* Choosing is sending, where a form says so. */
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-auto]") && event.target.matches("select, [type=radio]")) form.requestSubmit();
  });
})();
