/* What a reader has chosen, as it stands in the address and in a file. */

import { say } from "./texts.js";

/** @typedef {{ topic: string, position: string, level: string, note: string }} Choice */
/** @typedef {{ title: string, company: string, url: string, choices: Choice[] }} Draft */

const START = "#draft?";
const FORMAT = "crosswalk draft";
const HEADS = /** @type {const} */ (["title", "company", "url"]);

/**
 * Return the fragment of an address that has *draft*, "" where there is nothing in it.
 * @param {Draft} draft
 */
export function toHash(draft) {
  const state = new URLSearchParams();
  for (const name of HEADS) if (draft[name]) state.set(name, draft[name]);
  for (const { topic, position, level, note } of draft.choices) {
    state.set(`q.${topic}`, position);
    if (level) state.set(`l.${topic}`, level);
    if (note) state.set(`n.${topic}`, note);
  }
  return state.size ? `${START}${state}` : "";
}

/**
 * Return what a fragment has, null where it is about something else.
 * @param {string} hash
 * @returns {Draft | null}
 */
export function fromHash(hash) {
  if (!hash.startsWith(START)) return null;
  const state = new URLSearchParams(hash.slice(START.length));
  const topics = [...state.keys()].filter((name) => name.startsWith("q.")).map((name) => name.slice(2));
  return {
    title: state.get("title") ?? "",
    company: state.get("company") ?? "",
    url: state.get("url") ?? "",
    choices: topics.map((topic) => ({
      topic,
      position: state.get(`q.${topic}`) ?? "",
      level: state.get(`l.${topic}`) ?? "",
      note: state.get(`n.${topic}`) ?? "",
    })),
  };
}

/**
 * Return the text of a file that has *draft*.
 * @param {Draft} draft
 */
export function toFile(draft) {
  return `${JSON.stringify({ format: FORMAT, version: 1, ...draft }, null, 2)}\n`;
}

/**
 * Return what the *text* of a file has; an error says in words what is wrong with it.
 * @param {string} text
 * @returns {Draft}
 */
export function fromFile(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(say("script.draft.no_json"));
  }
  if (data?.format !== FORMAT || !Array.isArray(data.choices)) throw new Error(say("script.draft.no_draft"));
  if (data.version !== 1) throw new Error(say("script.draft.later"));
  /** @param {unknown} value */
  const words = (value) => (typeof value === "string" ? value : "");
  return {
    title: words(data.title),
    company: words(data.company),
    url: words(data.url),
    choices: data.choices.map((/** @type {Record<string, unknown> | null} */ each) => ({
      topic: words(each?.topic),
      position: words(each?.position),
      level: words(each?.level),
      note: words(each?.note),
    })),
  };
}
