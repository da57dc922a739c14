/* What a reader chose, kept in the browser. Storage may be blocked or full: a choice is then forgotten, no more. */

const PREFIX = "crosswalk-";

/**
 * Return what was chosen as *name*, or null.
 * @param {string} name
 * @returns {string | null}
 */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * Keep *value* as *name*; null forgets it.
 * @param {string} name
 * @param {string | null} value
 */
export function remember(name, value) {
  try {
    if (value === null) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, value);
    }
  } catch {
    return;
  }
}

/**
 * Call *changed* with the new value of *name* whenever another tab chooses.
 * @param {string} name
 * @param {(value: string | null) => void} changed
 */
export function onChoice(name, changed) {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + name || event.key === null) {
      changed(recall(name));
    }
  });
}
