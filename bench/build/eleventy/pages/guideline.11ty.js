/* The page of a guideline. */

import { anchor, day, escape, facts, guidelines, references, shared, shell } from "../crosswalk.js";

export const data = {
  guidelines,
  pagination: { data: "guidelines", size: 1, alias: "guideline" },
  permalink: ({ guideline }) => `/design/guidelines/${guideline.id}.html`,
};

function* rows(guideline) {
  let category;
  for (const { topic, references: listed } of guideline.pairs) {
    if (topic.category !== category) {
      if (category) yield "</section>\n";
      category = topic.category;
      yield `<section class="row">
<h2 class="row-side row-title"><a href="/design/topics/#${anchor(category)}">${escape(category)}</a></h2>
`;
    }
    yield `<article class="pair" id="${topic.id}" aria-labelledby="${topic.id}_title">
<h3 class="pair-title" id="${topic.id}_title"><a href="/design/topics/${topic.id}#${guideline.id}">${escape(topic.name)}</a></h3>
${references(listed)}
</article>
`;
  }
  if (category) yield "</section>\n";
}

export function render({ guideline }) {
  const known = guideline.facts;
  const organisation = escape(known.guideline_company);
  const url = escape(known.guideline_url);
  const count = guideline.pairs.reduce((sum, pair) => sum + pair.references.length, 0);
  const main = `<nav class="trail" aria-label="Breadcrumb">
<ol>
<li><a href="/">Home</a></li>
<li><a href="/design/guidelines/">Guidelines</a></li>
<li><span aria-current="page">${organisation}</span></li>
</ol>
</nav>
<header class="opening">
<p class="label"><a href="${escape(known.guideline_companyUrl)}" rel="external">${organisation}</a></p>
<h1>${escape(known.guideline_title)}</h1>
${known.guideline_description ? `<p class="lead">${escape(known.guideline_description)}</p>\n` : ""}<p class="tally">Speaks of ${guideline.pairs.length} of ${shared.topics.length} topics · ${count} references</p>
</header>
<section class="row" aria-labelledby="_facts">
<h2 class="row-side label" id="_facts">Facts</h2>
<dl class="facts">
${facts([
  ["Published at", `<a href="${url}">${url}</a>`],
  ["Type", known.guideline_type],
  ["Dated", day(known.guideline_date)],
  ["Last read", day(known.guideline_reviewDate)],
])}</dl>
</section>
${[...rows(guideline)].join("")}`;
  return shell({
    title: known.guideline_title,
    description: known.guideline_description ?? known.guideline_title,
    address: `/design/guidelines/${guideline.id}`,
    document: `/design/guidelines/${guideline.id}.json`,
    main,
  });
}
