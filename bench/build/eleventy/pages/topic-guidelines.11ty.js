/* The guidelines that speak of a topic, as JSON. */

import { counterpart } from "../crosswalk.js";

export const data = {
  pagination: { data: "collections.topics", size: 1, alias: "topic" },
  permalink: ({ topic }) => `/design/topics/${topic.id}/guidelines.json`,
};

export const render = ({ topic }) =>
  counterpart(
    "topic",
    topic,
    "guideline",
    topic.pairs.map(({ guideline, references }) => ({ other: guideline, references })),
  );
