/* The topics that a guideline speaks of, as JSON. */

import { counterpart, guidelines } from "../crosswalk.js";

export const data = {
  guidelines,
  pagination: { data: "guidelines", size: 1, alias: "guideline" },
  permalink: ({ guideline }) => `/design/guidelines/${guideline.id}/topics.json`,
};

export const render = ({ guideline }) =>
  counterpart(
    "guideline",
    guideline,
    "topic",
    guideline.pairs.map(({ topic, references }) => ({ other: topic, references })),
  );
