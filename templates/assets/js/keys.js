/* What the keyboard does: single keys, a list of them, and a switch for who speaks to the computer or types by
   accident (WCAG 2.1.4). `data-keys="off"` on the root element says that no single key does anything; a module
   with a key of its own asks `wanted`. */
import { onChoice, recall, remember } from "./remember.js";
import { turn } from "./theme.js";

/** @type {Record<string, () => void>} */
const KEYS = {
  "?": open,
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("next"),
  p: () => follow("prev"),
  t: turn,
};

/** Answer to the keys, and show the button that lists them. */
export function keys() {
  const button = document.getElementById("_keys_open");
  const box = document.getElementById("_keys_on");
  if (!button || !(box instanceof HTMLInputElement)) {
    return;
  }
  /** @param {string | null} choice */
  const show = (choice) => {
    box.checked = choice !== "off";
    document.documentElement.dataset.keys = box.checked ? "on" : "off";
  };
  show(recall("keys"));
  onChoice("keys", show);
  box.addEventListener("change", () => {
    const choice = box.checked ? null : "off";
    show(choice);
    remember("keys", choice);
  });
  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (act && wanted(event)) {
      event.preventDefault();
      act();
    }
  });
}

/**
 * Tell whether *event* is a single key that is to do something: not switched off, not typed into a field.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function wanted(event) {
  const at = event.target;
  return (
    document.documentElement.dataset.keys !== "off" &&
    !(event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) &&
    !(at instanceof Element && at.closest("input, textarea, select, [contenteditable], dialog"))
  );
}

function open() {
  const dialog = document.getElementById("_keys");
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    dialog.showModal();
  }
}

/**
 * Go to the entry that stands *by* places after the one in which the reader is.
 * @param {number} by
 */
function step(by) {
  const entries = [...document.querySelectorAll("article.pair")];
  const from = document.activeElement?.closest("article.pair");
  const passed = entries.filter((entry) => entry.getBoundingClientRect().top < 1).length - 1;
  const at = from ? entries.indexOf(from) : passed;
  const entry = entries[Math.max(at + by, 0)];
  const link = entry?.querySelector("h3 a");
  if (entry && link instanceof HTMLElement) {
    link.focus({ preventScroll: true });
    entry.scrollIntoView();
  }
}

/**
 * Follow the page's link to its neighbour.
 * @param {"next" | "prev"} relation
 */
function follow(relation) {
  const link = document.querySelector(`a[rel=${relation}]`);
  if (link instanceof HTMLElement) {
    link.click();
  }
}
