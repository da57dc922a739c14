/* Compares two to four guidelines by the documents of their topics. The choice stands in the address. */

import { draw, show } from "./comparison.js";
import { read } from "./documents.js";
import { language, say } from "./texts.js";

/** @typedef {{ id: string, name: string, page: string, documents: string }} Guideline */

const MOST = 4;
const names = new Intl.ListFormat(language, { type: "conjunction" });

/** Start it, where a page has something to compare. */
export function compare() {
  const page = document.querySelector("[data-comparison]");
  const form = page?.querySelector("[data-choices]");
  const state = page?.querySelector("[data-state]");
  const sentence = page?.querySelector("[data-sentence]");
  const result = page?.querySelector("[data-result]");
  const starts = page?.querySelector("[data-starts]");
  if (!(form instanceof HTMLFormElement) || !(result instanceof HTMLElement) || !page || !state || !sentence) return;
  const places = [...form.querySelectorAll("select")];
  const known = offer(places);
  const title = document.title;
  let turn = 0;

  /** Show what the address asks for. */
  const answer = async () => {
    const own = ++turn;
    const parameters = new URLSearchParams(location.search);
    const ids = [...new Set((parameters.get("g") ?? "").split(",").filter(Boolean))];
    const found = ids.flatMap((id) => known.get(id) ?? []);
    const chosen = found.slice(0, MOST);
    const complaint = complain(ids.filter((id) => !known.has(id)), found.slice(MOST));
    choose(places, chosen);
    const enough = chosen.length > 1;
    if (!enough) result.hidden = true;
    if (starts instanceof HTMLElement) starts.hidden = enough;
    document.title = enough ? `${names.format(chosen.map((each) => each.name))} · ${title}` : title;
    sentence.textContent = "";
    if (!enough) {
      page.removeAttribute("aria-busy");
      const [only] = chosen;
      state.textContent = told(complaint, only ? say("script.compare.another", { name: only.name }) : say("script.compare.two"));
      return;
    }
    state.textContent = told(complaint, say("script.reading"));
    page.setAttribute("aria-busy", "true");
    try {
      const documents = await Promise.all(chosen.map((each) => read(each.documents)));
      if (own !== turn) return;
      sentence.textContent = draw(result, chosen, documents);
      state.textContent = complaint;
      show(result, parameters.get("show") ?? "", parameters.get("level") ?? "");
      result.hidden = false;
    } catch {
      if (own !== turn) return;
      state.textContent = told(complaint, say("script.unread"));
      result.hidden = true;
    }
    page.removeAttribute("aria-busy");
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const ids = [...new Set(places.map((place) => place.value).filter(Boolean))];
    history.pushState(null, "", ids.length ? `?g=${ids.join(",")}` : location.pathname);
    answer();
  });
  result.addEventListener("change", () => {
    const ids = new URLSearchParams(location.search).get("g");
    const kind = result.querySelector("input:checked")?.getAttribute("value") ?? "";
    const level = result.querySelector("select")?.value ?? "";
    history.pushState(null, "", `?g=${ids}${kind && `&show=${kind}`}${level && `&level=${level}`}`);
    show(result, kind, level);
  });
  addEventListener("popstate", answer);
  answer();
}

/**
 * Offer in all *places* what the first one offers, and return that by id.
 * @param {HTMLSelectElement[]} places
 */
function offer(places) {
  /** @type {Map<string, Guideline>} */
  const known = new Map();
  for (const { value, text, dataset } of places[0]?.options ?? []) {
    const { page = "", documents = "" } = dataset;
    if (value) known.set(value, { id: value, name: text, page, documents });
  }
  for (const place of places.slice(1)) {
    place.append(...[...(places[0]?.options ?? [])].slice(1).map((option) => option.cloneNode(true)));
  }
  return known;
}

/**
 * Show in *places* what is *chosen*; nothing can be chosen twice.
 * @param {HTMLSelectElement[]} places
 * @param {Guideline[]} chosen
 */
function choose(places, chosen) {
  places.forEach((place, number) => {
    place.value = chosen[number]?.id ?? "";
    for (const option of place.options) {
      option.disabled = chosen.some((each) => each.id === option.value && option.value !== place.value);
    }
  });
}

/**
 * Return what is to be said of ids that nobody has, and of guidelines that were too many.
 * @param {string[]} unknown
 * @param {Guideline[]} left
 */
function complain(unknown, left) {
  const nobody = names.format(unknown.map((id) => say("quoted", { text: id })));
  const many = names.format(left.map(({ name }) => name));
  return told(nobody && say("script.compare.nobody", { names: nobody }), many && say("script.compare.many", { names: many }));
}

/**
 * Return *sentences*, of which there may be none, after each other.
 * @param {...string} sentences
 */
function told(...sentences) {
  return sentences.filter(Boolean).join(" ");
}
