/* What scripts say. The build puts in here the texts that they ask for, from the catalogue of the site, and the rule of its
   plurals (theme.py): a text by its name, `{name}` in it for a value, `{n:topic}` for a number of things. */

/** @type {Record<string, string[]>} */
const TEXTS = {};

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
export function say(name, values = {}) {
  const forms = TEXTS[name] ?? [name];
  const text = (forms.length > 1 ? forms[form(Number(values.n))] : forms[0]) ?? name;
  return text.replace(/\{(\w+)(?::(\w+))?\}/g, (_, key, counted) => {
    const value = values[key] ?? "";
    if (counted) return say(`counted.${counted}`, { n: Number(value) });
    return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value;
  });
}
