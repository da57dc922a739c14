/* The page of a topic: the layout that its front matter names. */

import { anchor, escape, guidelines, references, shell, topicById } from "../crosswalk.js";

export function render({ topic_id, content }) {
  const topic = topicById.get(topic_id);
  const { number, of, previous, next } = topic.standing;
  const category = `<a href="/design/topics/#${anchor(topic.category)}">${escape(topic.category)}</a>`;
  const name = escape(topic.name);
  const all = topic.pairs.flatMap((pair) => pair.references);
  const turn = (other, rel, word) =>
    other ? `<a class="turn-${word.toLowerCase()}" href="/design/topics/${other.id}" rel="${rel}">${word}: ${escape(other.name)}</a>\n` : "";
  const main = `<nav class="trail" aria-label="Breadcrumb">
<ol>
<li><a href="/">Home</a></li>
<li><a href="/design/topics/">Topics</a></li>
<li>${category}</li>
<li><span aria-current="page">${name}</span></li>
</ol>
</nav>
<header class="opening">
<h1>${name}</h1>
<p class="lead">${escape(topic.description)}</p>
<p class="tally"><strong>${topic.pairs.length} of ${guidelines.length} guidelines speak of it</strong> · ${all.length} references · ${all.filter(({ quote }) => quote).length} quotes</p>
</header>
<nav class="contents" aria-label="On this page">
<ul>
${topic.pairs
  .map(
    (pair) =>
      `<li><a href="#${pair.guideline.id}"><span>${escape(pair.guideline.facts.guideline_company)}</span> <span class="contents-count">${pair.references.length}</span></a></li>\n`,
  )
  .join("")}</ul>
</nav>
<section aria-labelledby="_guidelines">
<h2 class="section-title" id="_guidelines">What the guidelines say</h2>
${topic.pairs
  .map(
    (pair) => `<article class="pair card" id="${pair.guideline.id}" aria-labelledby="${pair.guideline.id}_title">
${pair.guideline.head}
${references(pair.references)}
</article>
`,
  )
  .join("")}</section>
${content.trim() ? `<section class="prose article" aria-label="About this topic">\n${content}\n</section>\n` : ""}<nav class="turn" aria-label="Previous and next">
<p class="turn-standing">${number} of ${of} in ${category}</p>
${turn(previous, "prev", "Previous")}${turn(next, "next", "Next")}</nav>`;
  return shell({
    title: topic.name,
    description: topic.description,
    address: `/design/topics/${topic.id}`,
    document: `/design/topics/${topic.id}.json`,
    main,
  });
}
