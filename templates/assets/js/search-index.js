/* Answers queries from the files of the index, each fetched when it is first needed (docs/search.md). Nothing is shown here. */
import { say } from "./texts.js";

/**
 * Where things are, as the form in the header says.
 * @typedef {{index: string, engine: string, stemmer: string | undefined, base: string}} Places
 *
 * A word of the query: the words that it found, and whether they are only like it, because nothing has it as it is written.
 * @typedef {{said: string, found: Set<string>, guessed: boolean}} Term
 *
 * A document that answers: topics have the numbers below the count of topics, guidelines those from it on.
 * @typedef {{number: number, score: number}} Hit
 *
 * What a query found; `whole` tells whether each hit has every one of its words.
 * @typedef {{hits: Hit[], terms: Term[], whole: boolean}} Found
 *
 * @typedef {{version: string, initials: string, topicsAFile: number, levels: string[]}} Entry
 * @typedef {{section: string, categories: [string, string, number][], guidelines: [string, string, string, string][],
 *     names: string[], ids: string[], aliases: Record<string, string[]>, places: Record<string, string>}} Names
 * @typedef {{words: string[], documents: number[][]}} Words
 * @typedef {[number, string, string, number, string, string?]} PackedReference
 * @typedef {{guideline: number, name: string, url: string, level: string, words: string, rule: string}} Reference
 * @typedef {{summary: string, references: Reference[]}} Details
 */

/* How much more a word says in a name than in a text, and the name of who speaks of a topic. */
const IN_NAME = 4;
const BY_SPEAKER = 0.5;
/* What a word of a text is worth that is not the one asked for, but has its stem, or begins with it. */
const SAME_STEM = 0.8;
const ALIKE = 0.4;
/* More words than this are not looked for. */
const MOST_WORDS = 12;
/* What questions are made of: not looked for where other words remain. */
const ASKING = new Set(wordsOf(say("script.search.asking")));

/** @type {Promise<Index> | undefined} */
let opened;

/**
 * Open the index, once; what could not be fetched is tried again the next time.
 * @param {Places} places
 */
export function openIndex(places) {
  opened ??= open(places).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** @param {Places} places */
async function open(places) {
  // The entry alone has no version in its address: it is asked for anew, and tells that of the others.
  const entry = /** @type {Promise<Entry>} */ (json(places.index, "no-cache"));
  const engine = import(places.engine);
  const stemmer = places.stemmer ? import(places.stemmer) : undefined;
  const { version, ...known } = await entry;
  /** @param {string} name */
  const file = (name) => json(`${places.index.replace(/index\.txt$/, name)}.txt?v=${version}`, "default");
  const names = /** @type {Names} */ (await file("names"));
  const stem = (await stemmer)?.stemmer ?? ((/** @type {string} */ word) => word);
  return new Index(places.base, known, file, names, (await engine).default, stem);
}

/**
 * @param {string} place
 * @param {RequestCache} cache
 */
async function json(place, cache) {
  const answer = await fetch(place, { cache });
  if (!answer.ok) throw new Error(`${answer.status}: ${place}`);
  return answer.json();
}

/**
 * Return the words of *text*, in small letters and without accents.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The index of a site. */
class Index {
  /**
   * @param {string} base
   * @param {Omit<Entry, "version">} entry
   * @param {(name: string) => Promise<any>} file
   * @param {Names} names
   * @param {any} MiniSearch
   * @param {(word: string) => string} stem
   */
  constructor(base, entry, file, names, MiniSearch, stem) {
    this.base = base;
    this.entry = entry;
    this.names = names;
    this.topics = names.names.length;
    this.MiniSearch = MiniSearch;
    this.stem = stem;
    this.categories = names.categories.flatMap(([, , count], number) => Array(count).fill(number));
    /** @type {Map<string, Promise<any>>} */
    const files = new Map();
    /** @param {string} name */
    this.file = (name) => {
      const known = files.get(name) ?? file(name);
      files.set(name, known);
      known.catch(() => files.delete(name));
      return known;
    };
    /** @type {Map<string, [number, number][]> | undefined} */
    this.callings = undefined;
    /** @type {[number, number][][] | undefined} */
    this.unpacked = undefined;
    /** @type {Map<string, any>} */
    this.vocabularies = new Map();
    this.named = this.engine(["name", "key", "also", "organisation", "category"]);
    this.named.addAll([...this.documents()]);
  }

  /**
   * Return what *query* finds: among names, and where *deep*, among all other words too.
   * @param {string} query
   * @param {boolean} deep
   * @returns {Promise<Found>}
   */
  async find(query, deep) {
    const words = [...new Set(wordsOf(query))];
    const telling = words.filter((word) => !ASKING.has(word));
    const said = (telling.length ? telling : words).slice(0, MOST_WORDS);
    const answers = await Promise.all(said.map((word) => this.answer(word, deep)));
    // Among names alone a word that is in none may still be in a text: it is taken for another only where all else fails.
    const lost = deep ? answers : answers.every(({ scores }) => !scores.size) ? answers : [];
    for (const answer of lost) {
      if (!answer.scores.size) Object.assign(answer, await this.guess(answer.term.said, deep));
    }
    const known = answers.filter(({ scores }) => scores.size);
    /** @type {Map<number, number>} */
    const scores = new Map(this.called(query));
    for (const { scores: found } of known) for (const [number, score] of found) raise(scores, number, score);
    const hits = [...scores].map(([number, score]) => ({ number, score }));
    hits.sort((one, other) => other.score - one.score || one.number - other.number);
    const whole = hits.filter(({ number }) => known.every(({ scores: found }) => found.has(number)));
    // What has every word comes alone, unless something else answers better: then the words were a question.
    const enough = whole.length > 0 && whole[0] === hits[0];
    return { hits: enough ? whole : hits, terms: answers.map(({ term }) => term), whole: enough };
  }

  /**
   * Return the documents that are called exactly as *query* says, each with a score above all others.
   * @param {string} query
   */
  called(query) {
    this.callings ??= this.exactly();
    const literal = this.callings.get(query.trim().toLowerCase()) ?? [];
    const loose = this.callings.get(wordsOf(query).join(" ")) ?? [];
    /** @type {Map<number, number>} */
    const ranks = new Map();
    for (const [number, rank] of [...literal, ...loose]) ranks.set(number, Math.max(ranks.get(number) ?? 0, rank));
    return ranks;
  }

  /** Return every name and id with the documents that bear it: names of topics first. */
  exactly() {
    /** @type {Map<string, [number, number][]>} */
    const callings = new Map();
    /** @type {(text: string, number: number, rank: number) => void} */
    const call = (text, number, rank) => {
      for (const [calling, worth] of /** @type {[string, number][]} */ ([
        [text.toLowerCase(), rank],
        [wordsOf(text).join(" "), rank / 10],
      ])) {
        const known = callings.get(calling);
        if (known) known.push([number, worth]);
        else if (calling) callings.set(calling, [[number, worth]]);
      }
    };
    for (const { id, name, key, organisation } of this.documents()) {
      const rank = id < this.topics ? 4e9 : 2e9;
      call(name, id, rank);
      call(key, id, rank / 2);
      if (organisation) call(organisation, id, rank / 4);
      for (const alias of this.names.aliases[id] ?? []) call(alias, id, rank / 4);
    }
    return callings;
  }

  /**
   * Return the documents that have the word *said*.
   * @param {string} said
   * @param {boolean} deep
   */
  async answer(said, deep) {
    const texts = deep ? await this.vocabulary(said) : undefined;
    return this.look(said, texts, deep ? await this.pairs() : [], {});
  }

  /**
   * Return the documents that have a word like *said*, which none has as it is written.
   * @param {string} said
   * @param {boolean} deep
   */
  async guess(said, deep) {
    const texts = deep ? await this.vocabulary(said) : undefined;
    const speakers = deep ? await this.pairs() : [];
    // A number with another digit is another number, and a short word with another letter another word.
    const fuzzy = /^\p{L}{4,}$/u.test(said) && (said.length > 4 ? 2 : 1);
    const options = { fuzzy, prefix: false, processTerm: (/** @type {string} */ word) => word };
    const named = this.look(said, undefined, speakers, options);
    const found = named.scores.size ? named : this.look(said, texts, speakers, options);
    // Letters in another order are the likeliest mistake.
    const turned = [...found.term.found].find((word) => sorted(word) === sorted(said));
    const answer = turned ? this.look(turned, texts, speakers, {}) : found;
    return { scores: answer.scores, term: { said, found: answer.term.found, guessed: answer.scores.size > 0 } };
  }

  /**
   * Look for *said* among the names and, if they are given, *texts*.
   * @param {string} said
   * @param {{words: Words, engine: any} | undefined} texts
   * @param {[number, number][][]} speakers
   * @param {object} options
   */
  look(said, texts, speakers, options) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    /** @type {Set<string>} */
    const found = new Set();
    /** @type {Set<number>} */
    const speaking = new Set();
    for (const { id, score, match } of this.named.search(said, options)) {
      scores.set(id, IN_NAME * score);
      for (const [word, fields] of Object.entries(match)) {
        found.add(word);
        if (fields.includes("organisation")) speaking.add(id - this.topics);
      }
    }
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const { id } of texts?.engine.search(said, options) ?? []) {
      const { words, documents } = /** @type {{words: Words}} */ (texts).words;
      found.add(words[id]);
      const worth = words[id] === said ? 1 : this.stem(words[id]) === this.stem(said) ? SAME_STEM : ALIKE;
      const rare = Math.log(1 + (this.topics + this.names.guidelines.length) / documents[id].length);
      let number = 0;
      for (const distance of documents[id]) {
        number += distance;
        best.set(number, Math.max(best.get(number) ?? 0, worth * rare));
      }
    }
    for (const [number, score] of best) raise(scores, number, score);
    if (speaking.size) {
      for (const [number, pairs] of speakers.entries()) {
        if (pairs.some(([guideline]) => speaking.has(guideline))) raise(scores, number, BY_SPEAKER);
      }
    }
    return { term: { said, found, guessed: false }, scores };
  }

  /**
   * Tell whether *word*, as it stands in a text, is one that *term* found.
   * @param {string} word
   * @param {Term} term
   */
  has(word, term) {
    return term.found.has(word) || term.found.has(this.stem(word));
  }

  /**
   * Return for each topic who speaks of it: the number of a guideline, and its levels as bits.
   * @returns {Promise<[number, number][][]>}
   */
  async pairs() {
    const count = this.names.guidelines.length;
    const packed = /** @type {number[][]} */ (await this.file("pairs"));
    this.unpacked ??= packed.map((pairs) =>
      pairs.map((pair) => /** @type {[number, number]} */ ([pair % count, Math.floor(pair / count)])),
    );
    return this.unpacked;
  }

  /**
   * Return what a hit shows of a topic.
   * @param {number} number
   * @returns {Promise<Details>}
   */
  async details(number) {
    const size = this.entry.topicsAFile;
    const shown = await this.file(`topics-${Math.floor(number / size)}`);
    const [summary, references] = /** @type {[string, PackedReference[]]} */ (shown[number % size]);
    return {
      summary,
      references: references.map(([guideline, name, url, level, words, rule]) => {
        return { guideline, name, url, level: this.entry.levels[level] ?? "", words, rule: rule ?? "" };
      }),
    };
  }

  /**
   * Return where a document stands.
   * @param {number} number
   */
  href(number) {
    const { section, ids, places, guidelines } = this.names;
    if (number < this.topics) return this.base + (places[number] ?? `/${section}/topics/${ids[number]}`);
    return `${this.base}/${section}/guidelines/${guidelines[number - this.topics][0]}`;
  }

  /**
   * Return the words of texts that begin as *word* does, if there are any.
   * @param {string} word
   * @returns {Promise<{words: Words, engine: any} | undefined>}
   */
  async vocabulary(word) {
    const initial = /^[a-z0-9]/.test(word) ? word[0] : "_";
    if (!this.entry.initials.includes(initial)) return undefined;
    const words = /** @type {Words} */ (await this.file(`words-${initial}`));
    let engine = this.vocabularies.get(initial);
    if (!engine) {
      engine = this.engine(["word"]);
      engine.addAll(words.words.map((each, id) => ({ id, word: each })));
      this.vocabularies.set(initial, engine);
    }
    return { words, engine };
  }

  /** @param {string[]} fields */
  engine(fields) {
    return new this.MiniSearch({
      fields,
      tokenize: wordsOf,
      processTerm: (/** @type {string} */ word) => [word, this.stem(word)],
      searchOptions: {
        boost: { name: 3, key: 2, category: 0.3 },
        // A stem is no beginning of a word: that of "uses" would find "user".
        prefix: (/** @type {string} */ _word, /** @type {number} */ place) => place === 0,
      },
    });
  }

  *documents() {
    for (const [number, name] of this.names.names.entries()) {
      const category = this.names.categories[this.categories[number]][1];
      const also = (this.names.aliases[number] ?? []).join(" ");
      yield { id: number, name, key: this.names.ids[number], also, organisation: "", category };
    }
    for (const [number, [id, name, short, organisation]] of this.names.guidelines.entries()) {
      yield { id: this.topics + number, name, key: id, also: short, organisation, category: "" };
    }
  }
}

/**
 * @param {Map<number, number>} scores
 * @param {number} number
 * @param {number} score
 */
function raise(scores, number, score) {
  scores.set(number, (scores.get(number) ?? 0) + score);
}

/** @param {string} word */
function sorted(word) {
  return [...word].sort().join("");
}
