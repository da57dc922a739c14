/* What scripts say. The build puts in here the texts that they ask for, from the catalogue of the site, and the rule of its
   plurals (theme.py): a text by its name, `{name}` in it for a value, `{n:topic}` for a number of things. A text without
   values stands where it is said. */

/** @typedef {string | number | Node | (string | Node)[]} Value */

/** @type {Record<string, string[]>} */
const TEXTS = {};

/** The language of the page; undefined where the browser knows no such language, and takes its own. */
export const language = known(document.documentElement.lang);

/** @param {string} tag */
function known(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/**
 * Return which form of a text a number takes.
 * @param {number} n
 */
function form(n) {
  return Number(n !== 1);
}

/**
 * Return the text of a *name* with *values* in it.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(name, values) {
  return pieces(name, values).join("");
}

/**
 * Return what the text of a *name* consists of, in order: words of ours, and *values*, of which elements stay what they are.
 * @param {string} name
 * @param {Record<string, Value>} [values]
 * @returns {(string | Node)[]}
 */
export function pieces(name, values = {}) {
  const forms = TEXTS[name] ?? [];
  // A text that the language of the site lacks is English, with the forms of English.
  const text = forms[form(Number(values.n))] ?? forms.at(-1) ?? name;
  return text.split(/\{([\w:]+)\}/).flatMap((piece, at) => {
    if (at % 2 === 0) return piece;
    const [key = "", counted] = piece.split(":");
    const value = values[key] ?? "";
    if (counted) return say(`counted.${counted}`, { n: Number(value) });
    return typeof value === "number" ? numeral(value) : value;
  });
}

/**
 * Return *n* as the language writes it.
 * @param {number} n
 */
export function numeral(n) {
  return n.toLocaleString(language);
}
