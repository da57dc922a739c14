/* Text as YAML. */

/**
 * Return *text* as a scalar between quotes, which is read as text, whatever is in it.
 * @param {string} text
 */
export function scalar(text) {
  // JSON leaves as they are what YAML would not take, or would take for the end of a line.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
