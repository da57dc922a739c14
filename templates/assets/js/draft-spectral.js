/* A draft as a rule set of Spectral: a skeleton, with a rule for each answer that some guideline has as a rule. */
import { nameOf } from "./draft-markdown.js";
import { say } from "./texts.js";
import { scalar } from "./yaml.js";

/** @typedef {import("./draft.js").Answered} Answered */

/** @type {Record<string, string>} */
const SEVERITIES = { must: "error", "must-not": "error", should: "warn", "should-not": "warn", may: "info" };

/**
 * @param {import("./draft-state.js").Draft} draft
 * @param {Answered[]} answered
 * @param {import("./draft-markdown.js").Origin} origin
 */
export function spectral(draft, answered, origin) {
  const known = answered.map((each) => ({ ...each, rules: rulesOf(each) }));
  const rules = known.filter(({ rules }) => rules.length);
  const others = known.filter(({ rules }) => !rules.length);
  const lines = [
    remark(say("script.spectral.title", { title: draft.title || say("build.name_like") })),
    remark(say("script.spectral.made", { site: origin.site, page: origin.page })),
    remark(say("script.spectral.skeleton")),
    ...(others.length ? [remark(say("script.spectral.others"))] : []),
    ...others.map(({ topic, position }) => remark(`  ${topic.name}: ${position.label}`)),
    rules.length ? "rules:" : "rules: {}",
  ];
  for (const { choice, topic, position, rules: places } of rules) {
    lines.push(
      `  ${topic.id}-${position.id}:`,
      `    description: ${scalar(`${topic.name}: ${position.label}`)}`,
      `    message: ${scalar(choice.note || position.description || position.label)}`,
      `    severity: ${SEVERITIES[choice.level] ?? "hint"}`,
      `    documentationUrl: ${scalar(places[0]?.url ?? "")}`,
      ...places.map(({ guideline, name, rule, url }) => `    ${remark(`${guideline}, ${say("twin.rule", { rule })}: ${name} ${url}`)}`),
      `    given: "$"`,
      "    then:",
      "      function: truthy",
    );
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Return the places that have the answer as a rule with an id.
 * @param {Answered} answered
 */
function rulesOf({ alike }) {
  return alike.flatMap(({ references, _embedded: { guideline } }) =>
    references.flatMap(({ name, url, rule }) => (rule ? [{ guideline: nameOf(guideline), name, url, rule }] : [])),
  );
}

/** @param {string} text */
function remark(text) {
  return `# ${text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")}`;
}
