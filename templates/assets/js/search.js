/* The search in the header: `/` leads to it, and while somebody types the first hits stand below it, as a combobox. */
import { make } from "./dom.js";
import { wanted } from "./keys.js";
import { openIndex } from "./search-index.js";
import { say } from "./texts.js";

const MOST = 7;

/** Begin. */
export function search() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".search"));
  if (!form) return;
  document.addEventListener("keydown", focusBySlash);
  suggest(form);
}

/**
 * Return where the files of the search are.
 * @returns {import("./search-index.js").Places}
 */
export function placesOfSearch() {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".search"));
  const { index = "", engine = "", stemmer, base = "" } = form.dataset;
  return { index, engine, stemmer, base };
}

/** @param {KeyboardEvent} event */
function focusBySlash(event) {
  if (event.key !== "/" || !wanted(event)) return;
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("main [name=q]") ?? document.querySelector("[name=q]"));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

/** @param {HTMLFormElement} form */
function suggest(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = make("div", { class: "suggestions", id: "_suggestions", role: "listbox", "aria-label": say("script.search.first"), hidden: "" });
  const count = make("p", { class: "visually-hidden", role: "status" });
  form.append(list, count);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    field.setAttribute(name, value);
  }
  /** @type {HTMLElement | undefined} */
  let active;

  /** @param {HTMLElement | undefined} option */
  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
  }

  /** @param {HTMLElement[]} options */
  function show(options) {
    activate(undefined);
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
  }

  async function ask() {
    const query = field.value;
    if (!query.trim()) {
      count.textContent = "";
      show([]);
      return;
    }
    try {
      const index = await openIndex(placesOfSearch());
      const { hits } = await index.find(query, false);
      if (field.value !== query || document.activeElement !== field) return;
      const options = hits.slice(0, MOST).map(({ number }, place) => suggestion(index, number, place));
      const all = `${form.action}?${new URLSearchParams({ q: query })}`;
      options.push(option(all, MOST, "", say("script.search.all", { query: query.trim() })));
      show(options);
      count.textContent = say("script.search.hits", { n: options.length - 1 });
    } catch {
      // The form itself still leads to the page of the search.
      show([]);
    }
  }

  field.addEventListener("focus", () => openIndex(placesOfSearch()).catch(() => undefined), { once: true });
  field.addEventListener("input", ask);
  field.addEventListener("keydown", (event) => {
    const options = /** @type {HTMLElement[]} */ ([...list.children]);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show([]);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      active.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
        return;
      }
      // Before the first and behind the last stands the field itself.
      const places = options.length + 1;
      const here = active ? options.indexOf(active) + 1 : 0;
      activate(options[((here + (event.key === "ArrowDown" ? 1 : places - 1)) % places) - 1]);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) show([]);
  });
  // Else the field would lose the focus, and the list go, before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

/**
 * @param {import("./search-hits.js").Index} index
 * @param {number} number
 * @param {number} place
 */
function suggestion(index, number, place) {
  const { names, categories, guidelines } = index.names;
  if (number < index.topics) return option(index.href(number), place, categories[index.categories[number]][1], names[number]);
  const [, title, , organisation] = guidelines[number - index.topics];
  return option(index.href(number), place, organisation || say("search.guideline"), title);
}

/**
 * @param {string} href
 * @param {number} place
 * @param {string} kind
 * @param {string} name
 */
function option(href, place, kind, name) {
  return make(
    "a",
    { href, id: `_suggestion-${place}`, role: "option", "aria-selected": "false", tabindex: "-1" },
    make("span", { class: "suggestion-name", dir: "auto" }, name),
    " ",
    make("span", { class: "suggestion-kind", dir: "auto" }, kind),
  );
}
