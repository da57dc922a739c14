/* Filters a list by the words of its items and by their category. */

import { say } from "./texts.js";

/** Start it, where a page has such a list. */
export function filter() {
  const form = document.querySelector("[data-filter]");
  const items = [...document.querySelectorAll("[data-filtered] > [data-category]")];
  const found = document.querySelector("[data-filter-found]");
  if (!(form instanceof HTMLFormElement) || !found) return;
  const texts = items.map((item) => folded(item.textContent ?? ""));

  const show = () => {
    const asked = new FormData(form);
    const words = folded(`${asked.get("named") ?? ""}`).split(/\s+/);
    const category = asked.get("category");
    items.forEach((item, number) => {
      const named = words.every((word) => texts[number]?.includes(word));
      if (item instanceof HTMLElement) item.hidden = !named || Boolean(category && item.dataset.category !== category);
    });
    const count = items.filter((item) => item instanceof HTMLElement && !item.hidden).length;
    found.textContent = say("share", { count, total: items.length });
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

/** @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase().trim();
}
