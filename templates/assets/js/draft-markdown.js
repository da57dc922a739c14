/* A draft as Markdown: each answer, why, and the places where others say the same. */

import { levelName } from "./levels.js";
import { language, say } from "./texts.js";

/** @typedef {import("./draft.js").Answered} Answered */
/** @typedef {{ site: string, page: string }} Origin Where a draft was made. */

/**
 * @param {import("./draft-state.js").Draft} draft
 * @param {Answered[]} answered
 * @param {Origin} origin
 */
export function markdown(draft, answered, origin) {
  const groups = new Map();
  for (const each of answered) {
    const category = each.topic.category ?? "";
    groups.set(category, [...(groups.get(category) ?? []), each]);
  }
  const parts = [`# ${line(draft.title || say("build.name_like"))}`];
  if (draft.company) parts.push(line(draft.company));
  parts.push(say("script.draft.made", { site: `[${line(origin.site)}](${address(origin.page)})` }));
  for (const [category, members] of groups) {
    if (category) parts.push(`## ${line(category)}`);
    for (const each of members) parts.push(...section(each));
  }
  return `${parts.join("\n\n")}\n`;
}

/** @param {Answered} answered */
function section({ choice, topic, position, items, alike, page }) {
  const level = choice.level ? `${strict(choice.level)}: ` : "";
  const speaking = items.filter((item) => item.references.length).length;
  const place = `[${line(topic.name)}](${address(page)})`;
  return [
    `### ${line(topic.name)}`,
    ...(topic.question ? [`*${line(topic.question)}*`] : []),
    `**${level}${line(position.label)}.**${position.description ? ` ${line(position.description)}` : ""}`,
    ...(choice.note ? [choice.note.split("\n").map(line).join("\n")] : []),
    say("script.draft.alike", { n: alike.length, total: speaking, name: place }),
    ...(alike.length ? [alike.flatMap(sources).join("\n")] : []),
  ];
}

/** @param {import("./draft.js").Item} item */
function sources({ references, _embedded: { guideline } }) {
  return references.map(({ name, url, level, rule }) => {
    const how = level ? ` (${strict(level)})` : "";
    const known = rule ? `, ${say("twin.rule", { rule: line(rule) })}` : "";
    return `- ${line(nameOf(guideline))}: [${line(name)}](${address(url)})${known}${how}`;
  });
}

/**
 * Return what a *level* is called, in capitals, as standards write it.
 * @param {string} level
 */
function strict(level) {
  return levelName(level).toLocaleUpperCase(language);
}

/**
 * Return the title of a guideline, with the organisation where the title does not begin with it.
 * @param {import("./draft.js").Guideline} guideline
 */
export function nameOf({ title, company }) {
  return company && !title.startsWith(company) ? `${company}: ${title}` : title;
}

/**
 * Return *text* on one line, with nothing in it that Markdown would take for a mark.
 * @param {string} text
 */
function line(text) {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>#|~]/g, "\\$&").replace(/^([-+]|\d+[.)])/, "\\$1");
}

/** @param {string} url */
function address(url) {
  return url.replace(/[()\s<>]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
