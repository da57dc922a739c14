/* The collection of topics, as JSON, each complete. */

import { collection } from "../crosswalk.js";

export const data = { permalink: "/design/topics.json" };

export const render = ({ collections }) =>
  collection("topics", collections.topics.map(({ id, name, json }) => ({ id, title: name, json })));
