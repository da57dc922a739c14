/* Elements made of data: text stays text, for nothing is ever read as HTML. */

/**
 * Return a new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const STRIPES = 20;
const PITCH = 6;
const GAP = 2;

/**
 * Return a share as the stripes of a crossing, as parts/bar.html draws it; its words stand beside it.
 * @param {number} count
 * @param {number} total
 */
export function bar(count, total) {
  const stripes = Math.min(total, STRIPES);
  const most = count < total ? stripes - 1 : stripes;
  const filled = count ? Math.max(1, Math.min(most, Math.round((count / total) * stripes))) : 0;
  const width = Math.max(stripes * PITCH - GAP, 0);
  const size = { width: `${width}`, height: "10", viewBox: `0 0 ${width} 10` };
  const drawing = drawn("svg", { class: "bar", "aria-hidden": "true", ...size });
  drawing.append(drawn("path", { class: "bar-ground", d: `M0 5h${width}` }));
  if (filled) drawing.append(drawn("path", { class: "bar-filled", d: `M0 5h${filled * PITCH - GAP}` }));
  return drawing;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
