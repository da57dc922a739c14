/* Runs in the page that a benchmark opens: the same questions to each of the three, answered with ids of topics. */

const MOST = 10;

const ways = {
  async crosswalk() {
    const { openIndex } = await import("/assets/js/search-index.js");
    const index = await openIndex({
      index: "/search/index.txt",
      engine: "/assets/minisearch.js",
      stemmer: "/assets/stemmer.js",
      base: "",
    });
    const ids = (hits) => hits.slice(0, MOST).map(({ number }) => index.names.ids[number]);
    return {
      first: async (query) => ids((await index.find(query, false)).hits),
      whole: async (query) => {
        const { hits } = await index.find(query, true);
        await Promise.all(hits.slice(0, MOST).map(({ number }) => number < index.topics && index.details(number)));
        return ids(hits);
      },
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import("/assets/minisearch.js");
    const engine = new MiniSearch({
      fields: ["name", "key", "words"],
      storeFields: ["topic"],
      searchOptions: { boost: { name: 4, key: 2 }, prefix: true, fuzzy: 0.2, combineWith: "AND" },
    });
    engine.addAll(await (await fetch("/one.txt")).json());
    const ask = async (query) => [...new Set(engine.search(query).slice(0, MOST).map(({ topic }) => topic))];
    return { first: ask, whole: ask };
  },
  async pagefind() {
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
    const ask = async (query) => {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, MOST).map((each) => each.data()));
      return shown.map(({ url }) => url.replace(/^.*\/|\.html.*$/g, ""));
    };
    return { first: ask, whole: ask };
  },
};

let opened;

globalThis.probe = {
  async open(way, query) {
    const began = performance.now();
    opened = await ways[way]();
    const ids = await opened.first(query);
    return { ids, milliseconds: Math.round(performance.now() - began) };
  },
  async ranks(questions) {
    const ranks = [];
    for (const [query, id] of questions) ranks.push((await opened.whole(query)).indexOf(id) + 1);
    return ranks;
  },
};
