/* Small comforts. Every page works without this file. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");

  /* ---- A form is sent once, however often one clicks ---- */

  const DOWNLOADED = 2000; // milliseconds; a file comes beside the page, which stays and is told nothing

  function sendOnce(event) {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post" || event.defaultPrevented) return; // reading twice does no harm
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    // Not `disabled`: a disabled button would take its own name and value out of the form.
    for (const button of form.querySelectorAll("button, [type=submit]")) button.setAttribute("aria-disabled", "true");
    if ("download" in form.dataset) setTimeout(() => letSendAgain(form), DOWNLOADED);
  }

  function letSendAgain(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }

  function letAllSendAgain() {
    document.querySelectorAll("form[data-sent]").forEach(letSendAgain);
  }

  document.addEventListener("submit", sendOnce);
  // The back button brings a page back as it was left.
  window.addEventListener("pageshow", letAllSendAgain);
  document.addEventListener("htmx:afterRequest", letAllSendAgain);

  /* ---- A part of the page that renews itself leaves the focus where it was ---- */

  let held = null;

  function isLike(one, other) {
    const same = (name) => one.getAttribute(name) === other.getAttribute(name);
    return one.tagName === other.tagName && one.textContent === other.textContent && ["name", "href", "value"].every(same);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    held = event.detail.target.contains(document.activeElement) ? document.activeElement : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (held && !held.isConnected && document.activeElement === document.body) {  // nothing new asked for it
      const found = [...document.querySelectorAll(held.tagName)].find((one) => isLike(one, held));
      found?.focus({ preventScroll: true });
    }
    held = null;
  });

  /* ---- The time zone of this device, where none was chosen ---- */

  function fillTimeZone(field) {
    if (field.value) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) field.value = zone;
  }

  /* ---- Tabs that are pushed sideways begin where one is ---- */

  function showCurrentTab(tabs) {
    const current = tabs.querySelector("[aria-current]");
    if (!current || tabs.scrollWidth <= tabs.clientWidth) return;
    const here = current.getBoundingClientRect();
    const frame = tabs.getBoundingClientRect();
    tabs.scrollLeft += here.left + here.width / 2 - (frame.left + frame.width / 2);
  }

  /* ---- How many characters are left ---- */

  function countCharacters(counter) {
    const field = document.getElementById(counter.dataset.count);
    if (!field || field.maxLength < 0) return;
    const show = () => {
      counter.textContent = counter.dataset.countWords.replace("{count}", field.maxLength - field.value.length);
    };
    field.addEventListener("input", show);
    show();
  }

  /* ---- Asking once: the folded words become a modal dialog ---- */

  function askInDialog(fold) {
    const dialog = fold.querySelector("dialog");
    if (!dialog || !dialog.showModal) return;
    dialog.removeAttribute("open");
    fold.addEventListener("toggle", () => (fold.open ? dialog.showModal() : dialog.close()));
    dialog.addEventListener("close", () => {
      fold.open = false;
      fold.querySelector("summary").focus();
    });
  }

  /* ---- A menu closes by Escape and by a click elsewhere ---- */

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(except)) menu.open = false;
  }

  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* ---- "/" goes to the search: the box above, or its page where there is none ---- */

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    const box = document.querySelector("#search-words, [data-search]");
    if (!box) return;
    event.preventDefault();
    if (box.offsetParent) box.focus();
    else window.location.assign(box.form.action);
  });

  /* ---- j and k walk the rows of a queue, x ticks one; only while the focus is inside it ---- */

  function walkQueue(event) {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...event.currentTarget.querySelectorAll("[data-row]")];
    const here = rows.indexOf(event.target.closest("[data-row]"));
    if (event.key === "x" && here >= 0) rows[here].querySelector("input[type=checkbox]")?.click();
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    rows[Math.min(Math.max(here + step, 0), rows.length - 1)]?.querySelector("a, button, input")?.focus();
  }

  /* ---- The button says which time it books; a time of another day is let go ---- */

  function followSlot(picker) {
    const button = picker.closest("form")?.querySelector("[data-slot-words]");
    const before = button?.textContent;
    picker.addEventListener("change", (event) => {
      // On a desk all days show, and the form still says on which day the choice was made.
      if (event.target.matches(".day-panel [data-slot]")) picker.querySelector(`#${event.target.closest(".day-panel").dataset.day}`).checked = true;
      if (event.target.matches(".day-input")) picker.querySelectorAll("[data-slot]").forEach((slot) => (slot.checked = false));
      const chosen = picker.querySelector("[data-slot]:checked");
      if (button) button.textContent = chosen ? button.dataset.slotWords.replace("{slot}", chosen.dataset.slot) : before;
    });
  }

  /* ---- Applied to the page, and to each part that htmx brings ---- */

  const comforts = {
    "[data-time-zone]": fillTimeZone,
    "[data-count]": countCharacters,
    "[data-tabs]": showCurrentTab,
    "details[data-confirm]": askInDialog,
    "[data-queue]": (queue) => queue.addEventListener("keydown", walkQueue),
    "[data-day-picker]": followSlot,
    "[data-focus]": (element) => element.focus(),
    ".site-nav [aria-current]": (link) => link.scrollIntoView({ block: "nearest", inline: "center" }),
  };

  function comfort(part) {
    for (const [selector, apply] of Object.entries(comforts)) {
      const found = [...part.querySelectorAll(selector)];
      if (part.matches?.(selector)) found.push(part);
      for (const element of found) {
        if (element.dataset.comforted) continue;
        element.dataset.comforted = "yes";
        apply(element);
      }
    }
  }

  comfort(document);
  document.addEventListener("htmx:load", (event) => comfort(event.detail.elt));
})();
