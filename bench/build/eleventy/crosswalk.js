/* What all pages share, made once from the topics that Eleventy has read and the registries beside them. */

import { readFileSync, readdirSync } from "node:fs";
import yaml from "js-yaml";

const read = (path) => yaml.load(readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA });

/* Of guidelines nothing but the registries is needed, and pagination asks for them before there are collections. */
export const guidelines = readdirSync("content/guidelines")
  .map((file) => read(`content/guidelines/${file}`))
  .sort((one, other) => (one.guideline_company < other.guideline_company ? -1 : 1))
  .map((facts) => ({ id: facts.guideline_id, facts, pairs: [] }));

export const guidelineOf = new Map(guidelines.map((guideline) => [guideline.id, guideline]));

export const topicById = new Map();

export const shared = { categories: [], topics: [], references: 0, quotes: 0 };

export function readings(pages) {
  const members = new Map(read("content/categories.yaml").map((category) => [category.category_name, { category, topics: [] }]));
  for (const page of pages) members.get(page.data.topic_category).topics.push(topicOf(page));
  Object.assign(shared, { categories: [], topics: [], references: 0, quotes: 0 });
  for (const guideline of guidelines) guideline.pairs = [];
  for (const { category, topics } of members.values()) {
    if (topics.length === 0) continue;
    topics.sort((one, other) => (one.page.data.sort < other.page.data.sort ? -1 : 1));
    shared.categories.push({ name: category.category_name, description: category.category_description, topics });
    topics.forEach((topic, place) => {
      topic.standing = { number: place + 1, of: topics.length, previous: topics[place - 1], next: topics[place + 1] };
      shared.topics.push(topic);
      for (const { guideline, references } of topic.pairs) {
        guideline.pairs.push({ topic, references });
        shared.references += references.length;
        shared.quotes += references.filter(({ quote }) => quote).length;
      }
    });
  }
  for (const guideline of guidelines) {
    guideline.json = JSON.stringify(guidelineDocument(guideline));
    guideline.head = cardHead(guideline);
  }
  return shared;
}

function topicOf(page) {
  const topic = {
    page,
    id: page.data.topic_id,
    name: page.data.topic_name,
    description: page.data.topic_description,
    category: page.data.topic_category,
    pairs: page.data.guidelines.map(({ guideline_id, references }) => ({ guideline: guidelineOf.get(guideline_id), references })),
  };
  topic.json = JSON.stringify(topicDocument(topic));
  topicById.set(topic.id, topic);
  return topic;
}

/* Documents, as crosswalk has them */

const href = (path) => ({ href: path });

function topicDocument({ id, category, name, description }) {
  const self = `/design/topics/${id}`;
  return {
    id,
    category,
    name,
    description,
    _links: {
      self: href(`${self}.json`),
      alternate: { href: self, type: "text/html" },
      up: href("/design/topics.json"),
      collection: href("/design/topics.json"),
      topicGuidelines: href(`${self}/guidelines.json`),
    },
  };
}

function guidelineDocument({ id, facts }) {
  const self = `/design/guidelines/${id}`;
  return {
    id,
    title: facts.guideline_title,
    type: facts.guideline_type,
    url: facts.guideline_url,
    company: facts.guideline_company,
    companyUrl: facts.guideline_companyUrl,
    date: facts.guideline_date,
    reviewDate: facts.guideline_reviewDate,
    description: facts.guideline_description,
    _links: {
      self: href(`${self}.json`),
      alternate: { href: self, type: "text/html" },
      up: href("/design/guidelines.json"),
      collection: href("/design/guidelines.json"),
      guidelineTopics: href(`${self}/topics.json`),
    },
  };
}

/* The other side of a topic or a guideline: texts of JSON are joined, none is written twice. */
export function counterpart(kind, thing, otherKind, items) {
  const self = `/design/${kind}s/${thing.id}`;
  const texts = items.map(
    ({ other, references }) =>
      `{"references":${JSON.stringify(references)},"_embedded":{"${otherKind}":${other.json}},` +
      `"_links":{"${otherKind}":{"href":"/design/${otherKind}s/${other.id}.json"}}}`,
  );
  return (
    `{"items":[${texts.join()}],"_embedded":{"${kind}":${thing.json}},"_links":{"self":{"href":"${self}/${otherKind}s.json"},` +
    `"alternate":{"href":"${self}","type":"text/html"},"up":{"href":"${self}.json"},"${kind}":{"href":"${self}.json"}}}`
  );
}

export function collection(kind, things) {
  const items = things.map(({ id, title }) => JSON.stringify({ href: `/design/${kind}/${id}.json`, name: id, title }));
  return (
    `{"items":[${things.map(({ json }) => json).join()}],"_links":{"self":{"href":"/design/${kind}.json"},` +
    `"alternate":{"href":"/design/${kind}/","type":"text/html"},"item":[${items.join()}]}}`
  );
}

/* Parts of pages */

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const escape = (text) => text.replace(/[&<>"']/g, (found) => ESCAPES[found]);

export const anchor = (text) => text.toLowerCase().replaceAll(" ", "-");

export function shell({ title, description, address, document, main }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · crosswalk</title>
<meta name="description" content="${escape(description ?? "Many guidelines, one knowledge base")}">
<link rel="canonical" href="${address}">
${document ? `<link rel="alternate" type="application/json" href="${document}">\n` : ""}<link rel="stylesheet" href="/site.css">
<meta property="og:title" content="${escape(title)}">
<meta property="og:site_name" content="crosswalk">
</head>
<body>
<a class="skip-link" href="#_content">Skip to content</a>
<header class="masthead">
<a class="brand" href="/">crosswalk</a>
<nav class="navigation" aria-label="Main">
<ul>
<li><a href="/design/topics/">Topics</a></li>
<li><a href="/design/guidelines/">Guidelines</a></li>
</ul>
</nav>
</header>
<main class="page" id="_content" tabindex="-1">
${main}
</main>
<footer class="colophon">
${document ? `<p><a href="${document}" type="application/json">This page as JSON</a></p>\n` : ""}<p>Made with Eleventy</p>
</footer>
</body>
</html>
`;
}

export function references(listed) {
  const items = listed.map(
    ({ name, url, quote }) => `<li class="reference">
<p class="reference-line"><a class="reference-name" href="${escape(url)}" rel="external">${escape(name)}</a></p>
${quote ? `<blockquote class="quote"><p>${escape(quote)}</p></blockquote>\n` : ""}</li>
`,
  );
  return `<ul class="references">\n${items.join("")}</ul>`;
}

export const facts = (known) =>
  known.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>\n`).join("");

export const day = (date) => `<time datetime="${date}">${date}</time>`;

/* The head of a guideline's card; the same on each topic's page, so made once. */
function cardHead({ id, facts: known }) {
  const organisation = escape(known.guideline_company);
  const url = escape(known.guideline_url);
  return `<header class="card-head">
<h3 class="pair-title" id="${id}_title"><a href="/design/guidelines/${id}"><span class="card-organisation">${organisation}</span> <span>${escape(known.guideline_title)}</span></a></h3>
<a class="card-anchor" href="#${id}" aria-label="Link to ${organisation}">#</a>
<p><a href="${url}" rel="external">${url}</a></p>
<dl class="facts">
${facts([["Dated", day(known.guideline_date)], ["Type", known.guideline_type]])}</dl>
</header>`;
}
