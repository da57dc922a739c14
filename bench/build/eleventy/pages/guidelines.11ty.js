/* The index of guidelines. */

import { day, escape, facts, guidelines, shared, shell } from "../crosswalk.js";

export const data = { permalink: "/design/guidelines/index.html", eleventyImport: { collections: ["topics"] } };

export function render() {
  const total = shared.topics.length;
  const items = guidelines.map(
    ({ id, facts: known, pairs }) => `<li>
<p class="label">${escape(known.guideline_company)}</p>
<h2><a href="/design/guidelines/${id}">${escape(known.guideline_title)}</a></h2>
<dl class="facts">
${facts([
  ["Type", known.guideline_type],
  ["Dated", day(known.guideline_date)],
  ["Last read", day(known.guideline_reviewDate)],
])}</dl>
<span class="counted-bar">${pairs.length}/${total}</span>
</li>
`,
  );
  const main = `<header class="opening">
<h1>Guidelines</h1>
<p class="lead">${guidelines.length} guidelines, each with its share of the ${total} topics.</p>
</header>
<ul class="guideline-list">
${items.join("")}</ul>`;
  return shell({ title: "Guidelines", address: "/design/guidelines/", document: "/design/guidelines.json", main });
}
