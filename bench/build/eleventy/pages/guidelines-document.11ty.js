/* The collection of guidelines, as JSON, each complete. */

import { collection, guidelines } from "../crosswalk.js";

/* Named, so that Eleventy makes it after the topics, whose reading completes the guidelines. */
export const data = { permalink: "/design/guidelines.json", eleventyImport: { collections: ["topics"] } };

export const render = () =>
  collection("guidelines", guidelines.map(({ id, facts, json }) => ({ id, title: facts.guideline_title, json })));
