/** Crawls a site with ketting: `node ketting.js <entry>`. What it prints: crawl.js. */

import { Client } from "ketting";

import { crawl, expandTemplates, leadsToDocument } from "./crawl.js";

const [, , entry] = process.argv;
const client = new Client(entry);

await crawl(entry, { url: entry, resource: client.go() }, async ({ resource }) => {
  const state = await resource.get();
  const steps = relations(state).flatMap((relation) => {
    const links = state.links.getMany(relation);
    return state
      .followAll(relation)
      .filter((_, index) => leadsToDocument(links[index]))
      .map((linked) => ({ url: linked.uri, resource: linked }));
  });
  return { state: state.data, steps };
});

const door = await client.go().get();
await expandTemplates(
  Object.fromEntries(relations(door).map((relation) => [relation, door.links.getMany(relation)])),
  async (collection) => {
    const { links } = await (await client.follow(collection)).get();
    return links.getMany("item").map(({ name }) => name);
  },
  async (template, values) => (await client.follow(template, values)).uri,
);

function relations(state) {
  return [...new Set(state.links.getAll().map(({ rel }) => rel))];
}
