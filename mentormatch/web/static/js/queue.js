/* Keys of the queue. Without this file its rows are ticked and opened as usual. */
(() => {
  "use strict";

  const body = document.querySelector("[data-keys]");
  const form = document.querySelector("form[data-many]");
  const dialog = document.getElementById("shortcuts");

  function rows() {
    return [...document.querySelectorAll("[data-keys] [data-row]")];
  }

  function here() {
    return document.activeElement?.closest("[data-keys] [data-row]") ?? null;
  }

  /* From no row at all, j leads to the first one and k to the last. */
  function walk(step) {
    const all = rows();
    const place = all.indexOf(here());
    const next = place < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(place + step, 0), all.length - 1);
    all[next]?.querySelector("[data-opens-row]")?.focus();
  }

  function say(words) {
    const place = document.querySelector("[data-say]");
    if (place) place.textContent = words ? place.dataset.say : "";
  }

  /* What is ticked, or else the row one stands on. The page that follows only shows what would happen. */
  function act(name) {
    if (!form) return;
    const ticked = form.querySelector("[name=row]:checked, [name=every]:checked");
    const box = here()?.querySelector("[name=row]");
    if (!ticked && !box) {
      say(true);
      return;
    }
    if (!ticked) box.checked = true;
    form.requestSubmit(form.querySelector(`button[name=act][value=${name}]`));
  }

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    x: () => here()?.querySelector("[name=row]")?.click(),
    a: () => act("approve"),
    r: () => act("refuse"),
    "?": () => dialog?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    if (body?.dataset.keys === "off" || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.querySelector("[data-opens=shortcuts]")?.addEventListener("click", () => dialog?.showModal());
})();
