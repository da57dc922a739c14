/* The index of topics. */

import { anchor, escape, guidelines, shared, shell } from "../crosswalk.js";

export const data = { permalink: "/design/topics/index.html", eleventyImport: { collections: ["topics"] } };

const topicItem = (topic) => `<li>
<p class="topic-list-name"><a href="/design/topics/${topic.id}">${escape(topic.name)}</a></p>
<p>${escape(topic.description)}</p>
<span class="counted-bar">${topic.pairs.length}/${guidelines.length}</span>
</li>
`;

export function render() {
  const { categories, topics } = shared;
  const main = `<header class="opening">
<h1>Topics</h1>
<p class="lead">${topics.length} topics in ${categories.length} categories, each with the guidelines that speak of it.</p>
</header>
<nav class="row" aria-label="Categories">
<ul>
${categories.map(({ name, topics: of }) => `<li><a href="#${anchor(name)}">${escape(name)} <span>${of.length}</span></a></li>\n`).join("")}</ul>
</nav>
${categories
  .map(
    ({ name, description, topics: of }) => `<section class="row" id="${anchor(name)}">
<h2 class="row-title">${escape(name)}</h2>
<p class="quiet">${escape(description)}</p>
<ul class="topic-list">
${of.map(topicItem).join("")}</ul>
</section>
`,
  )
  .join("")}`;
  return shell({ title: "Topics", address: "/design/topics/", document: "/design/topics.json", main });
}
