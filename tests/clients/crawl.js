/**
 * What the crawlers of this folder share: the walk. How to read a document and where its links lead is the
 * client's part.
 *
 * In: the address of an entry. Out, as lines of JSON: {"url", "state"} for each document, its links aside, then
 * {"template", "url"} for each address that a template of the entry gave.
 */

import { readFile } from "node:fs/promises";

const DOCUMENT_TYPES = [undefined, "application/json", "application/hal+json"];
const AT_ONCE = 4; // fewer than a small host lets wait
const LIMIT = 10_000; // the walk ends even where the site does not

/** By the relation of a template: the relation of the collection that lists what the template leads to. */
const COLLECTIONS = JSON.parse(await readFile(new URL("templates.json", import.meta.url), "utf-8"));

/** Tell whether *link* leads to a document, and not to a page, a schema or a table, nor is a template. */
export function leadsToDocument(link) {
  return !link.templated && DOCUMENT_TYPES.includes(link.type);
}

/**
 * Reach every document of the site of *entry*, from step to step. A step has the `url` that it leads to;
 * *read* takes it, and returns the `state` of the document there and the `steps` that lead on.
 */
export async function crawl(entry, start, read) {
  const site = new URL(".", entry).href;
  const known = new Set([entry]);
  let steps = [start];
  while (steps.length > 0) {
    const found = [];
    for (let first = 0; first < steps.length; first += AT_ONCE) {
      const batch = steps.slice(first, first + AT_ONCE);
      for (const [index, document] of (await Promise.all(batch.map(read))).entries()) {
        print({ url: batch[index].url, state: document.state });
        found.push(...document.steps);
      }
    }
    steps = found.filter(({ url }) => url.startsWith(site) && !known.has(url) && known.add(url));
    if (known.size > LIMIT) throw new Error(`more than ${LIMIT} documents`);
  }
}

/**
 * Expand each template of the entry with the name of every item of its collection.
 *
 * *links* are the links of the entry by relation, *namesOf* returns the names of a collection's items,
 * *expand* the address that a template gives for an id.
 */
export async function expandTemplates(links, namesOf, expand) {
  for (const [template, [link]] of Object.entries(links)) {
    if (!link.templated || template === "curies") continue;
    const collection = COLLECTIONS[template];
    if (!collection) throw new Error(`templates.json does not name the collection of "${template}"`);
    for (const id of await namesOf(collection)) {
      print({ template, url: await expand(template, { id }) });
    }
  }
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
