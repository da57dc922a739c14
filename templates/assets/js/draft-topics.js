/* A draft as a content folder of crosswalk: the topics that are answered, with all guidelines and one's own. */
import { say } from "./texts.js";
import { scalar } from "./yaml.js";

/** @typedef {import("./draft.js").Answered} Answered */
/** @typedef {import("./draft.js").Item} Item */

const PLACE = "https://example.org/guidelines";
const LATER = /^https?:\/\/[^\s/]+/i;

/**
 * Return the content of each file by its path.
 * @param {import("./draft-state.js").Draft} draft
 * @param {Answered[]} answered
 * @param {import("./draft-markdown.js").Origin} origin
 * @returns {Record<string, string>}
 */
export function topicSet(draft, answered, origin) {
  const others = new Map(answered.flatMap(({ items }) => items.map(({ _embedded: { guideline } }) => [guideline.id, guideline])));
  /** @type {import("./draft.js").Guideline} */
  const own = {
    id: idOf(draft.title, new Set(others.keys())),
    title: draft.title || say("build.name_like"),
    url: LATER.test(draft.url) ? draft.url : PLACE,
    company: draft.company,
  };
  /** @type {Record<string, string>} */
  const files = {};
  for (const { id, title, url, company, date, language, status, licence } of [own, ...others.values()]) {
    files[`content/guidelines/${id}.yaml`] = lines({
      guideline_id: id,
      guideline_title: title,
      guideline_url: url,
      guideline_company: company,
      guideline_date: date,
      guideline_language: language,
      guideline_status: status,
      guideline_licence: licence,
    });
  }
  for (const each of answered) files[`content/topics/${each.topic.id}.md`] = topicOf(each, own, origin);
  return files;
}

/**
 * @param {Answered} answered
 * @param {{ id: string, url: string }} own
 * @param {import("./draft-markdown.js").Origin} origin
 */
function topicOf({ choice, topic, position, items }, own, origin) {
  const note = choice.note || position.description || position.label;
  /** @type {{ name: string, url: string, level?: string }} */
  const place = { name: topic.name, url: `${own.url.replace(/#.*/, "")}#${topic.id}` };
  if (choice.level) place.level = choice.level;
  return [
    "---\n",
    lines({
      topic_id: topic.id,
      topic_name: topic.name,
      topic_category: topic.category,
      topic_question: topic.question,
      topic_description: topic.description,
    }),
    "topic_positions:\n",
    ...(topic.positions ?? []).map((each) => item(lines({ id: each.id, label: each.label, description: each.description }), "  ")),
    "guidelines:\n",
    entry(own.id, [position.id], note, [place]),
    ...items.map((each) => entry(each._embedded.guideline.id, each.position ?? [], each.note, each.references)),
    "---\n",
    `\n${say("script.draft.begun", { site: origin.site })}\n`,
  ].join("");
}

/**
 * @param {string} id
 * @param {string[]} positions
 * @param {string | undefined} note
 * @param {import("./draft.js").Reference[]} references
 */
function entry(id, positions, note, references) {
  const said = references.map(({ name, url, quote, document, description, level, rule, archivedUrl }) =>
    item(lines({ name, url, quote, document, description, level, rule, archivedUrl }), "  "),
  );
  return item(
    [
      lines({ guideline_id: id }),
      positions.length ? `position: [${positions.map(scalar).join(", ")}]\n` : "",
      lines({ note }),
      said.length ? "references:\n" : "",
      ...said,
    ].join(""),
    "  ",
  );
}

/**
 * Return *values* as lines of YAML, without those that there are not.
 * @param {Record<string, string | undefined>} values
 */
function lines(values) {
  return Object.entries(values)
    .map(([key, value]) => (value ? `${key}: ${scalar(value)}\n` : ""))
    .join("");
}

/**
 * Return the lines of a mapping as those of an item of a list.
 * @param {string} text
 * @param {string} margin
 */
function item(text, margin) {
  return text.replace(/^(?=.)/gm, `${margin}  `).replace(`${margin}  `, `${margin}- `);
}

/**
 * Return an id made of *title* that none of *taken* is.
 * @param {string} title
 * @param {Set<string>} taken
 */
function idOf(title, taken) {
  const words = title.normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = words.join("-").slice(0, 80).replace(/-$/, "");
  const named = /[a-z]/.test(id) && id.length > 4 ? id : `own-guideline${id && `-${id}`}`;
  return taken.has(named) ? `${named}-draft` : named;
}
