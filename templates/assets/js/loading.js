/* Loads the script that only one kind of page needs. */

/** Load it, where the page names one. */
export function loading() {
  const element = document.querySelector("[data-script]");
  if (element instanceof HTMLElement) import(element.dataset.script ?? "");
}
