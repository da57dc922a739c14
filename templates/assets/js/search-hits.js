/* What a search has found, as elements: a topic with its references, a guideline; the words that were asked for are marked. */
import { make } from "./dom.js";
import { levelName } from "./levels.js";
import { wordsOf } from "./search-index.js";
import { pieces, say } from "./texts.js";

/**
 * @typedef {Awaited<ReturnType<typeof import("./search-index.js").openIndex>>} Index
 * @typedef {import("./search-index.js").Term} Term
 * @typedef {import("./search-index.js").Found} Found
 * @typedef {import("./search-index.js").Details} Details
 * @typedef {import("./search-index.js").Reference} Reference
 */

const MOST_REFERENCES = 6;

/**
 * Return *text* with the words marked that *terms* have found.
 * @param {Index} index
 * @param {string} text
 * @param {Term[]} terms
 */
export function marked(index, text, terms) {
  const nodes = [];
  let end = 0;
  for (const { 0: word, index: start } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (!wordsOf(word).some((each) => terms.some((term) => index.has(each, term)))) continue;
    nodes.push(text.slice(end, start), make("mark", {}, word));
    end = start + word.length;
  }
  return [...nodes, text.slice(end)];
}

/**
 * Return a guideline that was found.
 * @param {Index} index
 * @param {number} number
 * @param {Term[]} terms
 */
export function guidelineHit(index, number, terms) {
  const [, title, , organisation] = index.names.guidelines[number - index.topics];
  const by = organisation
    ? pieces("script.search.guideline_by", { company: marked(index, organisation, terms) })
    : [say("search.guideline")];
  return make(
    "li",
    { class: "hit hit-guideline" },
    make("p", { class: "hit-kind", dir: "auto" }, ...by),
    make("h2", { class: "hit-name", dir: "auto" }, link(index.href(number), ...marked(index, title, terms))),
  );
}

/**
 * Return a topic that was found, with those of its references that answer, out of the ones that *pass* a filter.
 * @param {Index} index
 * @param {number} number
 * @param {Found} found
 * @param {Details | undefined} details
 * @param {(reference: Reference) => boolean} pass
 */
export function topicHit(index, number, found, details, pass) {
  const { terms } = found;
  const { names, categories } = index.names;
  const category = categories[index.categories[number]][1];
  const references = details ? answering(index, number, found, details.references.filter(pass)) : [];
  const shown = references.slice(0, MOST_REFERENCES);
  const hit = make(
    "li",
    { class: "hit hit-topic" },
    make("p", { class: "hit-kind", dir: "auto" }, ...pieces("script.search.topic_in", { group: marked(index, category, terms) }), speakers(details)),
    make("h2", { class: "hit-name", dir: "auto" }, link(index.href(number), ...marked(index, names[number], terms))),
  );
  if (details?.summary) {
    hit.append(make("p", { class: "hit-summary", dir: "auto" }, ...marked(index, details.summary, terms)));
  }
  if (shown.length) {
    const items = shown.map((reference) => referenceHit(index, number, terms, reference));
    hit.append(make("ul", { class: "hit-references", "aria-label": say("script.search.references", { name: names[number] }) }, ...items));
  }
  if (references.length > shown.length) {
    const more = say("script.search.more_references", { n: references.length - shown.length, name: names[number] });
    hit.append(make("p", { class: "hit-more" }, link(index.href(number), more)));
  }
  return hit;
}

/**
 * Return how many guidelines speak of a topic, in words.
 * @param {Details | undefined} details
 */
function speakers(details) {
  const count = new Set(details?.references.map(({ guideline }) => guideline)).size;
  return count ? ` · ${say("script.search.speakers", { n: count })}` : "";
}

/**
 * Return a reference that was found: who says it, leading to its place on the topic's page; what, leading to the very words.
 * @param {Index} index
 * @param {number} number
 * @param {Term[]} terms
 * @param {Reference} reference
 */
function referenceHit(index, number, terms, reference) {
  const [id, , short] = index.names.guidelines[reference.guideline];
  const outside = make("a", { href: reference.url, rel: "external", dir: "auto" }, ...marked(index, reference.name, terms));
  const line = make("p", {}, link(`${index.href(number)}#${id}`, ...marked(index, short, terms)), ": ");
  if (reference.level) {
    line.append(make("strong", { class: `level level-${reference.level}` }, levelName(reference.level)), " ");
  }
  line.append(outside);
  if (reference.rule) line.append(" ", make("span", { class: "reference-rule" }, ...marked(index, reference.rule, terms)));
  const item = make("li", {}, line);
  if (reference.words) {
    item.append(make("p", { class: "hit-words", dir: "auto" }, ...marked(index, reference.words, terms)));
  }
  return item;
}

/**
 * Return which of a topic's *references* to show, best first: those that add what its name lacks of the words. Where it lacks
 * nothing, or no hit has all words, that is all of them. Each guideline comes once before one comes twice.
 * @param {Index} index
 * @param {number} number
 * @param {Found} found
 * @param {Reference[]} references
 */
function answering(index, number, { terms, whole }, references) {
  const { names, ids } = index.names;
  const called = wordsOf(`${names[number]} ${ids[number]}`);
  const lacking = terms.filter((term) => term.found.size && !called.some((word) => index.has(word, term)));
  /** @type {Map<number, number>} */
  const before = new Map();
  const rated = references.map((reference) => {
    const [, title, short, organisation] = index.names.guidelines[reference.guideline];
    const own = wordsOf(`${reference.name} ${reference.rule} ${reference.words}`);
    const all = [...own, ...wordsOf(`${title} ${short} ${organisation}`)];
    const turn = before.get(reference.guideline) ?? 0;
    before.set(reference.guideline, turn + 1);
    return {
      reference,
      turn,
      own: terms.filter((term) => own.some((word) => index.has(word, term))).length,
      adds: lacking.filter((term) => all.some((word) => index.has(word, term))).length,
    };
  });
  const most = Math.max(0, ...rated.map(({ adds }) => adds));
  return rated
    .filter(({ adds }) => !whole || !lacking.length || (adds > 0 && adds === most))
    .sort((one, other) => other.own - one.own || one.turn - other.turn)
    .map(({ reference }) => reference);
}

/**
 * @param {string} href
 * @param {...(Node | string)} children
 */
function link(href, ...children) {
  return make("a", { href }, ...children);
}
