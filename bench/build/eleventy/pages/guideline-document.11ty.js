/* A guideline as JSON. */

import { guidelines } from "../crosswalk.js";

export const data = {
  guidelines,
  pagination: { data: "guidelines", size: 1, alias: "guideline" },
  permalink: ({ guideline }) => `/design/guidelines/${guideline.id}.json`,
};

export const render = ({ guideline }) => guideline.json;
