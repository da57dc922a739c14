/* Draws what two to four guidelines say, topic by topic, beside each other. */

import { bar, make } from "./dom.js";
import { LEVELS, levelName } from "./levels.js";
import { numeral, pieces, say } from "./texts.js";

/** @typedef {import("./compare.js").Guideline} Guideline */
/** @typedef {{ href: string, type?: string, name?: string, title?: string }} Link */
/**
 * @typedef {{ name: string, url: string, quote?: string, document?: string, description?: string, level?: string,
 *   rule?: string, archivedUrl?: string }} Reference
 */
/**
 * @typedef {{ id: string, name: string, positions?: { id: string, label: string }[],
 *   _links: { tag: Link, alternate: Link | Link[] } }} Topic
 */
/** @typedef {{ references?: Reference[], position?: string[], note?: string, _embedded: { topic: Topic } }} Item */
/** @typedef {{ items: Item[] }} GuidelineTopics A document of the API: what one guideline says. */
/** @typedef {{ topic: Topic, sides: (Item | undefined)[], kind: string, agreement: string }} Comparison Of one topic. */

/**
 * Draw into *result* what *guidelines* say by their *documents*, and return it in a sentence.
 * @param {HTMLElement} result
 * @param {Guideline[]} guidelines
 * @param {GuidelineTopics[]} documents
 */
export function draw(result, guidelines, documents) {
  const comparisons = compared(guidelines, documents);
  const counts = countsOf(guidelines, comparisons, Number(result.dataset.total));
  result.dataset.columns = `${guidelines.length}`;
  const levels = levelsOf(comparisons.map(({ sides }) => sides));
  result.querySelector("[data-summary]")?.replaceChildren(summary(counts), ...(levels.length ? [choiceOf(levels)] : []));
  result.querySelector("[data-heads]")?.replaceChildren(...guidelines.map(head));
  for (const section of result.querySelectorAll("section")) {
    const own = comparisons.filter(({ topic }) => topic._links.tag.name === section.dataset.category);
    const [title] = section.children;
    if (!title) continue;
    const total = Number(section.dataset.total);
    title.replaceChildren(...[...title.children].slice(0, 1), ...shares(guidelines, own, total));
    section.replaceChildren(title, ...own.map((each) => row(guidelines, each)));
  }
  const parts = counts.map(({ label, count }) => say("script.compare.count", { count, label }));
  return say("script.compare.sentence", { total: Number(result.dataset.total), counts: parts.join(", ") });
}

/**
 * Show in *result* only the topics of a *kind*, or of all, on which something is said at a *level*, or at any.
 * @param {HTMLElement} result
 * @param {string} kind
 * @param {string} level
 */
export function show(result, kind, level) {
  const choices = [...result.querySelectorAll("input")];
  const choice = choices.find((each) => each.value === kind) ?? choices[0];
  if (!choice) return;
  choice.checked = true;
  const levels = result.querySelector("select");
  if (levels) levels.value = [...levels.options].some((each) => each.value === level) ? level : "";
  const asked = levels?.value;
  for (const section of result.querySelectorAll("section")) {
    const rows = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-kind]")]);
    for (const each of rows) {
      const { kind: whose, agreement, levels: said = "" } = each.dataset;
      const other = Boolean(choice.value) && whose !== choice.value && agreement !== choice.value;
      each.hidden = other || Boolean(asked && !said.split(" ").includes(asked));
    }
    section.hidden = rows.every((each) => each.hidden);
  }
}

// What there is to say

/**
 * Return each topic that one of *guidelines* speaks of, in the order that all *documents* have them in.
 * @param {Guideline[]} guidelines
 * @param {GuidelineTopics[]} documents
 * @returns {Comparison[]}
 */
function compared(guidelines, documents) {
  const known = documents.map(({ items }) => new Map(items.map((item) => [item._embedded.topic.id, item])));
  return merged(known.map((items) => [...items.keys()])).flatMap((id) => {
    const sides = known.map((items) => items.get(id));
    const topic = sides.find(Boolean)?._embedded.topic;
    return topic ? { topic, sides, kind: kindOf(guidelines, sides), agreement: agreementOf(sides) } : [];
  });
}

/**
 * Return what stands in *lists*, each once, in the order that they all agree on: first what none has further down.
 * @param {string[][]} lists
 */
function merged(lists) {
  /** @type {string[]} */
  const found = [];
  for (let left = lists; left.some((list) => list.length); ) {
    const heads = left.flatMap(([head]) => head ?? []);
    const first = heads.find((head) => left.every((list) => list.indexOf(head) < 1)) ?? heads[0];
    found.push(first ?? "");
    left = left.map((list) => list.filter((each) => each !== first));
  }
  return found;
}

/**
 * Return "all", "some", "only-" and an id, or "" where there are notes without a reference.
 * @param {Guideline[]} guidelines
 * @param {(Item | undefined)[]} sides
 */
function kindOf(guidelines, sides) {
  const speaking = guidelines.filter((_, side) => speaks(sides[side]));
  if (speaking.length === guidelines.length) return "all";
  if (speaking.length > 1) return "some";
  return speaking[0] ? `only-${speaking[0].id}` : "";
}

/**
 * Return "alike" where those *sides* that answer the question have an answer in common, "apart" where they have
 * none, "" where fewer than two answer it.
 * @param {(Item | undefined)[]} sides
 */
function agreementOf(sides) {
  const given = sides.flatMap((side) => (speaks(side) && side?.position ? [side.position] : []));
  const [first = [], ...others] = given;
  if (!others.length) return "";
  return first.some((position) => others.every((each) => each.includes(position))) ? "alike" : "apart";
}

/**
 * Return the levels at which something is said on any side of *comparisons*, in their order.
 * @param {(Item | undefined)[][]} comparisons
 */
function levelsOf(comparisons) {
  const said = new Set(comparisons.flat().flatMap((side) => (side?.references ?? []).map(({ level }) => level)));
  return LEVELS.filter((level) => said.has(level));
}

/**
 * Tell whether it counts: there is a place that speaks of the topic.
 * @param {Item | undefined} item
 */
function speaks(item) {
  return Boolean(item?.references?.length);
}

/** @typedef {{ label: string, kind: string | null, count: number, total: number }} Count Null: not to be shown. */

/**
 * Return how many topics any of *guidelines* speaks of; of these all, some, only one; and how many none does.
 * @param {Guideline[]} guidelines
 * @param {Comparison[]} comparisons
 * @param {number} total
 * @returns {Count[]}
 */
function countsOf(guidelines, comparisons, total) {
  const two = guidelines.length === 2;
  /** @param {string} kind */
  const count = (kind) => comparisons.filter((each) => (kind ? each.kind === kind : each.kind)).length;
  const kinds = [
    { label: two ? say("script.compare.either") : say("script.compare.any"), kind: "" },
    { label: two ? say("script.compare.both") : say("script.compare.all"), kind: "all" },
    ...(two ? [] : [{ label: say("script.compare.some"), kind: "some" }]),
    ...guidelines.map(({ id, name }) => ({ label: say("script.compare.only", { name }), kind: `only-${id}` })),
  ];
  /** @param {string} agreement */
  const agreed = (agreement) => comparisons.filter((each) => each.agreement === agreement).length;
  const agreements = [
    { label: two ? say("script.compare.both_alike") : say("script.compare.several_alike"), kind: "alike" },
    { label: two ? say("script.compare.both_apart") : say("script.compare.several_apart"), kind: "apart" },
  ];
  return [
    ...kinds.map(({ label, kind }) => ({ label, kind, count: count(kind), total })),
    ...(agreed("alike") + agreed("apart")
      ? agreements.map(({ label, kind }) => ({ label, kind, count: agreed(kind), total }))
      : []),
    { label: two ? say("script.compare.neither") : say("script.compare.none"), kind: null, count: total - count(""), total },
  ];
}

// How it looks

/**
 * Return the counts; each that has topics to show can be chosen.
 * @param {Count[]} counts
 */
function summary(counts) {
  const lines = counts.map(({ label, kind, count, total }) => {
    const words = [
      make("span", { class: "comparison-label", dir: "auto" }, label),
      bar(count, total),
      make("span", { class: "comparison-count" }, numeral(count)),
    ];
    if (kind === null) return make("p", {}, ...words);
    return make("label", {}, make("input", { type: "radio", name: "show", value: kind }), ...words);
  });
  return make("fieldset", {}, make("legend", { class: "label" }, say("script.compare.legend")), ...lines);
}

/**
 * Return a choice of *levels*.
 * @param {string[]} levels
 */
function choiceOf(levels) {
  const options = ["", ...levels].map((level) => make("option", { value: level }, level ? levelName(level) : say("matrix.anything")));
  const select = make("select", { class: "field", name: "level" }, ...options);
  return make("p", { class: "comparison-levels" }, make("label", {}, ...pieces("script.compare.level", { select })));
}

/** @param {Guideline} guideline */
function head({ name, page }) {
  return make("p", { class: "comparison-head" }, make("a", { href: page, dir: "auto" }, name));
}

/**
 * Return how much of a category each of *guidelines* speaks of.
 * @param {Guideline[]} guidelines
 * @param {Comparison[]} own
 * @param {number} total
 */
function shares(guidelines, own, total) {
  return guidelines.map(({ name }, side) => {
    const count = own.filter(({ sides }) => speaks(sides[side])).length;
    return make(
      "p",
      { class: "comparison-share" },
      make("span", { class: "comparison-who", dir: "auto" }, name),
      bar(count, total),
      " ",
      say("share", { count, total }),
    );
  });
}

/**
 * Return a topic, and what each of *guidelines* says of it.
 * @param {Guideline[]} guidelines
 * @param {Comparison} comparison
 */
function row(guidelines, { topic, sides, kind, agreement }) {
  return make(
    "article",
    { class: "comparison-row", "data-kind": kind, "data-agreement": agreement, "data-levels": levelsOf([sides]).join(" ") },
    make(
      "div",
      {},
      make("h3", { class: "comparison-topic" }, make("a", { href: pageOf(topic), dir: "auto" }, topic.name)),
      ...(agreement ? [make("p", { class: "quiet" }, agreement === "alike" ? say("script.compare.alike") : say("script.compare.apart"))] : []),
    ),
    ...guidelines.map((guideline, side) =>
      make(
        "div",
        { class: sides[side] ? "comparison-side" : "comparison-side comparison-silent" },
        make("h4", { class: "comparison-who", dir: "auto" }, guideline.name),
        ...words(topic, sides[side]),
      ),
    ),
  );
}

/**
 * Return the address of a topic's page on this host; a document may have it with the host that it is made for.
 * @param {Topic} topic
 */
function pageOf({ _links: { alternate } }) {
  const pages = Array.isArray(alternate) ? alternate : [alternate];
  const page = pages.find(({ type }) => type === "text/html") ?? pages[0];
  return new URL(page?.href ?? "", location.href).pathname;
}

/**
 * Return what one guideline says, as parts/pair.html shows it.
 * @param {Topic} topic
 * @param {Item | undefined} item
 */
function words(topic, item) {
  if (!item) return [make("p", { class: "quiet" }, say("script.compare.silent"))];
  const positions = (topic.positions ?? [])
    .filter(({ id }) => item.position?.includes(id))
    .map(({ label }) => make("li", { dir: "auto" }, label));
  return [
    ...(positions.length ? [make("ul", { class: "positions", "aria-label": say("pair.positions") }, ...positions)] : []),
    ...(item.note ? [make("p", { class: "note", dir: "auto" }, item.note)] : []),
    speaks(item)
      ? make("ul", { class: "references" }, ...(item.references ?? []).map(reference))
      : make("p", { class: "quiet" }, say("pair.silent")),
  ];
}

/**
 * Return a reference, as parts/reference.html shows it.
 * @param {Reference} reference
 */
function reference({ name, url, quote, document, description, level, rule, archivedUrl }) {
  const line = make(
    "p",
    { class: "reference-line" },
    ...(level ? [make("strong", { class: `level level-${level}` }, levelName(level)), " "] : []),
    make("a", { class: "reference-name", href: url, rel: "external", dir: "auto" }, name),
    ...(rule ? [" ", make("span", { class: "reference-rule", dir: "auto" }, rule)] : []),
    ...(archivedUrl ? [" ", make("a", { href: archivedUrl, rel: "external" }, say("twin.archived"))] : []),
  );
  return make(
    "li",
    { class: "reference" },
    line,
    ...(document ? [make("p", { class: "reference-document", dir: "auto" }, say("reference.document", { document }))] : []),
    ...(quote ? [make("blockquote", { class: "quote", cite: url, dir: "auto" }, make("p", {}, quote))] : []),
    ...(description ? [make("p", { class: "reference-description", dir: "auto" }, description)] : []),
  );
}
