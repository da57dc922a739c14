/* What the levels are called at which something is said. */
import { say } from "./texts.js";

/** @type {Record<string, string>} */
const NAMES = {
  must: say("level.must"),
  should: say("level.should"),
  may: say("level.may"),
  "should-not": say("level.should-not"),
  "must-not": say("level.must-not"),
};

/** The levels, in their order. */
export const LEVELS = Object.keys(NAMES);

/**
 * Return what a *level* is called.
 * @param {string} level
 */
export function levelName(level) {
  return NAMES[level] ?? level;
}
