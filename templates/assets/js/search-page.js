/* The page of the search: query and filters stand in the address, hits follow while somebody types. */
import { make } from "./dom.js";
import { guidelineHit, topicHit } from "./search-hits.js";
import { openIndex } from "./search-index.js";
import { placesOfSearch } from "./search.js";
import { numeral, say } from "./texts.js";

/**
 * @typedef {import("./search-hits.js").Index} Index
 * @typedef {import("./search-index.js").Found} Found
 * @typedef {{category: string, guideline: string, organisation: string, level: string}} Filters
 */

const HITS_A_TIME = 10;

/** Begin, on the page of the search only. */
export function searchPage() {
  const page = document.querySelector(".search-page");
  if (page) new SearchPage(/** @type {HTMLElement} */ (page)).start();
}

/** The page, and what it shows now. */
class SearchPage {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
    this.field = /** @type {HTMLInputElement} */ (this.form.elements.namedItem("q"));
    this.selects = [...this.form.querySelectorAll("select")];
    this.count = /** @type {HTMLElement} */ (page.querySelector(".search-count"));
    this.advice = /** @type {HTMLElement} */ (page.querySelector(".search-advice"));
    this.list = /** @type {HTMLElement} */ (page.querySelector(".hits"));
    this.more = /** @type {HTMLButtonElement} */ (page.querySelector(".search-more"));
    this.everything = /** @type {HTMLElement} */ (page.querySelector(".search-everything"));
    this.options = new Map(this.selects.flatMap((select) => [...select.options].map((each) => [each, each.text])));
    /** Whether what is typed goes on from an address that typing made. */
    this.typing = false;
    /** Each question has a number, so that a late answer to a former one is not shown. */
    this.asked = 0;
    this.shown = HITS_A_TIME;
  }

  start() {
    this.form.addEventListener("input", (event) => {
      if (event.target === this.field) this.change({ typed: true });
    });
    this.form.addEventListener("change", (event) => {
      if (event.target !== this.field) this.change({ typed: false });
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.typing = false;
      this.change({ typed: false });
    });
    this.more.addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.read());
    this.read();
  }

  /** Show what the address asks for. */
  read() {
    const asked = new URLSearchParams(location.search);
    this.typing = false;
    this.field.value = asked.get("q") ?? "";
    for (const select of this.selects) {
      select.value = asked.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    this.shown = HITS_A_TIME;
    this.answer();
  }

  /**
   * Write into the address what is asked for now, and show it.
   * @param {{typed: boolean}} how
   */
  change({ typed }) {
    const asked = new URLSearchParams();
    for (const { name, value } of [this.field, ...this.selects]) if (value.trim()) asked.set(name, value);
    const address = asked.size ? `?${asked}` : location.pathname;
    if (address !== location.search) {
      // What is typed in one go is one step back, however many letters it has.
      if (typed && this.typing) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    this.typing = typed;
    this.shown = HITS_A_TIME;
    this.answer();
  }

  /** @returns {Filters} */
  get filters() {
    const chosen = Object.fromEntries(this.selects.map(({ name, value }) => [name, value]));
    return { category: "", guideline: "", organisation: "", level: "", ...chosen };
  }

  async answer() {
    const number = ++this.asked;
    const query = this.field.value;
    const asks = query.trim() !== "" || Object.values(this.filters).some(Boolean);
    this.offer(!asks);
    if (!asks) {
      this.clear();
      return;
    }
    this.list.setAttribute("aria-busy", "true");
    try {
      const index = await openIndex(placesOfSearch());
      // While somebody types, names answer at once, and all other words a little later.
      if (query.trim() && this.typing) {
        const named = await index.find(query, false);
        if (number === this.asked) await this.show(index, named, { complete: false });
      }
      const found = query.trim() ? await index.find(query, true) : everythingIn(index);
      if (number === this.asked) await this.show(index, found, { complete: true });
    } catch (error) {
      if (number !== this.asked) return;
      this.clear();
      this.offer(true);
      this.count.textContent = say("script.search.broken");
      console.warn(error);
    }
  }

  /**
   * Show all there is, by category, or not.
   * @param {boolean} everything
   */
  offer(everything) {
    this.everything.hidden = !everything;
    this.everything.classList.toggle("search-open", everything);
  }

  clear() {
    this.list.replaceChildren();
    this.list.removeAttribute("aria-busy");
    this.advice.replaceChildren();
    this.count.textContent = "";
    this.more.hidden = true;
    for (const [option, text] of this.options) {
      option.textContent = text;
      option.disabled = false;
    }
  }

  /**
   * Show what was found: at first from names alone, then *complete*, with references, counts and advice.
   * @param {Index} index
   * @param {Found} found
   * @param {{complete: boolean}} how
   */
  async show(index, found, { complete }) {
    const number = this.asked;
    const { filters } = this;
    const filtered = Object.values(filters).some(Boolean);
    if (!complete && filtered) return;
    const test = new Test(index, complete ? await index.pairs() : []);
    const hits = found.hits.filter((hit) => test.passes(hit.number, filters));
    const shown = hits.slice(0, this.shown);
    const details = await Promise.all(
      shown.map((hit) => (complete && hit.number < index.topics ? index.details(hit.number) : undefined)),
    );
    if (number !== this.asked) return;
    this.list.replaceChildren(
      ...shown.map((hit, place) =>
        hit.number < index.topics
          ? topicHit(index, hit.number, found, details[place], (reference) => test.cites(reference, filters))
          : guidelineHit(index, hit.number, found.terms),
      ),
    );
    if (!complete) return;
    this.list.removeAttribute("aria-busy");
    this.more.hidden = hits.length <= shown.length;
    this.showOptions(test, found, filters);
    const topics = hits.filter((hit) => hit.number < index.topics).length;
    this.count.textContent = summary(topics, hits.length - topics, this.field.value.trim());
    this.advice.replaceChildren(...advice(found, hits.length, filtered));
    this.last = { index, found };
  }

  /**
   * Tell at each option how many hits it would leave.
   * @param {Test} test
   * @param {Found} found
   * @param {Filters} filters
   */
  showOptions(test, found, filters) {
    for (const select of this.selects) {
      const others = { ...filters, [select.name]: "" };
      /** @type {Map<string, number>} */
      const counts = new Map();
      for (const { number } of found.hits) {
        for (const value of test.values(number, /** @type {keyof Filters} */ (select.name), others)) {
          counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      for (const option of select.options) {
        if (!option.value) continue;
        const count = counts.get(option.value) ?? 0;
        option.textContent = `${this.options.get(option)} (${numeral(count)})`;
        option.disabled = count === 0 && !option.selected;
      }
    }
  }

  async showMore() {
    const { length } = this.list.children;
    this.shown += HITS_A_TIME;
    if (this.last) await this.show(this.last.index, this.last.found, { complete: true });
    this.list.children[length]?.querySelector("a")?.focus();
  }
}

/** Tells which documents pass filters. */
class Test {
  /**
   * @param {Index} index
   * @param {[number, number][][]} pairs
   */
  constructor(index, pairs) {
    this.index = index;
    this.pairs = pairs;
  }

  /**
   * @param {number} number
   * @param {Filters} filters
   */
  passes(number, filters) {
    return this.ways(number, filters).length > 0;
  }

  /**
   * @param {import("./search-index.js").Reference} reference
   * @param {Filters} filters
   */
  cites(reference, filters) {
    return this.admits(reference.guideline, filters) && (!filters.level || filters.level === reference.level);
  }

  /**
   * Return the values of a filter that would leave a document, given what the others ask.
   * @param {number} number
   * @param {keyof Filters} name
   * @param {Filters} others
   */
  values(number, name, others) {
    const ways = this.ways(number, others);
    if (!ways.length) return [];
    const { categories, guidelines } = this.index.names;
    if (name === "category") return number < this.index.topics ? [categories[this.index.categories[number]][0]] : [];
    const { levels } = this.index.entry;
    return new Set(
      ways.flatMap(([guideline, bits]) => {
        if (guideline < 0) return [];
        const [id, , , organisation] = guidelines[guideline];
        if (name === "guideline") return [id];
        if (name === "organisation") return organisation ? [organisation] : [];
        return levels.filter((_, bit) => bits & (1 << bit));
      }),
    );
  }

  /**
   * Return the pairs by which a document passes; for a topic that nobody speaks of, one of nobody.
   * @param {number} number
   * @param {Filters} filters
   * @returns {[number, number][]}
   */
  ways(number, filters) {
    const { index } = this;
    if (number >= index.topics) {
      const fits = !filters.category && !filters.level && this.admits(number - index.topics, filters);
      return fits ? [[number - index.topics, 0]] : [];
    }
    if (filters.category && filters.category !== index.names.categories[index.categories[number]][0]) return [];
    const level = filters.level ? 1 << index.entry.levels.indexOf(filters.level) : 0;
    const free = !filters.guideline && !filters.organisation && !level;
    const pairs = this.pairs[number] ?? [];
    const ways = free ? pairs : pairs.filter(([guideline, bits]) => this.admits(guideline, filters) && (!level || bits & level));
    return ways.length || !free ? ways : [[-1, 0]];
  }

  /**
   * @param {number} guideline
   * @param {Filters} filters
   */
  admits(guideline, filters) {
    const [id, , , organisation] = this.index.names.guidelines[guideline];
    return (
      (!filters.guideline || filters.guideline === id) && (!filters.organisation || filters.organisation === organisation)
    );
  }
}

/**
 * Return all documents, where filters alone are asked.
 * @param {Index} index
 * @returns {Found}
 */
function everythingIn(index) {
  const length = index.topics + index.names.guidelines.length;
  return { hits: Array.from({ length }, (_, number) => ({ number, score: 0 })), terms: [], whole: true };
}

/**
 * @param {number} topics
 * @param {number} guidelines
 * @param {string} query
 */
function summary(topics, guidelines, query) {
  const counts = [
    ...(topics ? [say("counted.topic", { n: topics })] : []),
    ...(guidelines ? [say("counted.guideline", { n: guidelines })] : []),
  ];
  const found = counts.join(say("and")) || say("script.search.nothing");
  return query ? say("script.search.found", { found, query }) : found;
}

/**
 * Return what to say of an answer that is less than what was asked for.
 * @param {Found} found
 * @param {number} count
 * @param {boolean} filtered
 */
function advice(found, count, filtered) {
  const said = (/** @type {import("./search-index.js").Term[]} */ terms) => terms.map((term) => say("quoted", { text: term.said })).join(", ");
  const guessed = found.terms.filter((term) => term.guessed);
  const unknown = found.terms.filter((term) => !term.found.size);
  const lines = [];
  if (guessed.length) lines.push(say("script.search.guessed", { words: said(guessed) }));
  if (unknown.length && count) lines.push(say("script.search.unknown", { words: said(unknown) }));
  if (count && !found.whole && !unknown.length) lines.push(say("script.search.partly"));
  if (!count && filtered) lines.push(say("script.search.filtered"));
  if (!count) lines.push(say("script.search.try"));
  return lines.map((line) => make("p", {}, line));
}
