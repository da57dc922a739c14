/** Crawls a site with traverson and its HAL plug-in: `node traverson-hal.js <entry>`. What it prints: crawl.js. */

import util from "node:util";

util.isArray ??= Array.isArray; // Node.js 23 dropped it, and traverson 8.0.3 calls it

const { default: traverson } = await import("traverson");
const { default: JsonHalAdapter } = await import("traverson-hal");
const { crawl, expandTemplates, leadsToDocument } = await import("./crawl.js");

const [, , entry] = process.argv;
traverson.registerMediaType(JsonHalAdapter.mediaType, JsonHalAdapter);

/** Start at the entry. */
function start() {
  return traverson.from(entry).jsonHal();
}

/** Get the document that *request* leads to, and a way to follow its links without getting it again. */
function get(request) {
  return new Promise((resolve, reject) => {
    request.getResource((error, document, traversal) => {
      const follow = (...relations) => traversal.continue().newRequest().follow(...relations);
      return error ? reject(error) : resolve({ document, follow });
    });
  });
}

/** Return the address that *request* leads to. */
function address(request) {
  return new Promise((resolve, reject) => {
    request.getUrl((error, url) => (error ? reject(error) : resolve(url)));
  });
}

/** Return the links of *document* by relation, each an array. */
function linksOf(document) {
  return Object.fromEntries(Object.entries(document._links).map(([relation, links]) => [relation, [links].flat()]));
}

await crawl(entry, { url: entry, request: start() }, async ({ request }) => {
  const { document, follow } = await get(request);
  const { _links, _embedded, ...state } = document;
  const steps = [];
  for (const [relation, links] of Object.entries(linksOf(document))) {
    for (const [index, link] of links.entries()) {
      if (!leadsToDocument(link)) continue;
      // A link of a list is chosen by its name, if it has one, else by its place.
      const which = `${relation}[${link.name ? `name:${link.name}` : index}]`;
      steps.push({ url: await address(follow(which)), request: follow(which) });
    }
  }
  return { state, steps };
});

const door = await get(start());
await expandTemplates(
  linksOf(door.document),
  async (collection) => linksOf((await get(door.follow(collection))).document).item.map(({ name }) => name),
  (template, values) => address(door.follow(template).withTemplateParameters(values)),
);
