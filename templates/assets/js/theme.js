/* The theme: as the system has it, or light, or dark, as the reader chose last. `data-theme` on the root element
   says which; tokens.css does the rest. */
import { onChoice, recall, remember } from "./remember.js";

const CHOICES = ["auto", "light", "dark"];

/** Show the remembered theme before the page is painted, and let the button in the header change it. */
export function theme() {
  const button = document.getElementById("_theme");
  show(recall("theme"));
  onChoice("theme", show);
  if (button) {
    button.hidden = false;
    button.addEventListener("click", turn);
  }
}

/** Go on to the next theme. */
export function turn() {
  const shown = document.documentElement.dataset.theme ?? "auto";
  const next = CHOICES[(CHOICES.indexOf(shown) + 1) % CHOICES.length] ?? "auto";
  show(next);
  remember("theme", next === "auto" ? null : next);
}

/**
 * Show the theme *choice*; whatever is no theme stands for that of the system.
 * @param {string | null} choice
 */
function show(choice) {
  const root = document.documentElement;
  const forced = choice === "light" || choice === "dark" ? choice : "";
  if (forced) {
    root.dataset.theme = forced;
  } else {
    delete root.dataset.theme;
  }
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", forced || "light dark");
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    const own = meta.getAttribute("data-theme");
    meta.setAttribute("media", forced ? (own === forced ? "all" : "not all") : `(prefers-color-scheme: ${own})`);
  }
  document.dispatchEvent(new Event("themechange"));
}
