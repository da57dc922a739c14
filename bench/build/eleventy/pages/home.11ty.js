/* The first page. */

import { anchor, escape, guidelines, shared, shell } from "../crosswalk.js";

export const data = { permalink: "/index.html", eleventyImport: { collections: ["topics"] } };

export function render() {
  const { categories, topics } = shared;
  const most = guidelines.toSorted((one, other) => other.pairs.length - one.pairs.length).slice(0, 5);
  const main = `<header class="opening">
<h1>Many guidelines, one knowledge base</h1>
<p class="lead">${topics.length} topics, and what ${guidelines.length} guidelines say on each, side by side, one click from the exact words.</p>
</header>
<ul class="numbers" aria-label="In numbers">
<li><strong>${topics.length}</strong> topics</li>
<li><strong>${guidelines.length}</strong> guidelines</li>
<li><strong>${shared.references}</strong> references</li>
<li><strong>${shared.quotes}</strong> quotes</li>
</ul>
<section aria-labelledby="_categories">
<h2 id="_categories">Categories</h2>
<ul class="category-grid">
${categories
  .map(
    ({ name, description, topics: of }) => `<li>
<h3><a href="/design/topics/#${anchor(name)}">${escape(name)}</a></h3>
<p>${escape(description)}</p>
<span>${of.length} topics</span>
</li>
`,
  )
  .join("")}</ul>
</section>
<section aria-labelledby="_most">
<h2 id="_most">Guidelines</h2>
<ul>
${most.map(({ id, facts, pairs }) => `<li><a href="/design/guidelines/${id}">${escape(facts.guideline_company)}</a> ${pairs.length}/${topics.length}</li>\n`).join("")}</ul>
</section>`;
  return shell({ title: "crosswalk", address: "/", main });
}
