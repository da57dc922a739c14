/* The page where readers put a guideline together. What they choose stands behind the # of the address, which no
   server is sent; what others say is read from the documents of the topics, and files are made here. */
import { fromFile, fromHash, toFile, toHash } from "./draft-state.js";
import { markdown, nameOf } from "./draft-markdown.js";
import { spectral } from "./draft-spectral.js";
import { topicSet } from "./draft-topics.js";
import { read } from "./documents.js";
import { make } from "./dom.js";
import { levelName } from "./levels.js";
import { say } from "./texts.js";
import { zipped } from "./zip.js";

/** @typedef {import("./draft-state.js").Draft} Draft */
/** @typedef {{ name: string, url: string, quote?: string, document?: string, description?: string, level?: string,
 *   rule?: string, archivedUrl?: string }} Reference */
/** @typedef {{ id: string, title: string, url: string, company?: string, date?: string, status?: string,
 *   licence?: string, language?: string }} Guideline */
/** @typedef {{ references: Reference[], position?: string[], note?: string, _embedded: { guideline: Guideline } }} Item */
/** @typedef {{ id: string, label: string, description?: string }} Position */
/** @typedef {{ id: string, name: string, category?: string, question?: string, description?: string,
 *   positions?: Position[] }} Topic */
/** @typedef {{ items: Item[], _embedded: { topic: Topic } }} TopicGuidelines */
/** @typedef {{ choice: import("./draft-state.js").Choice, topic: Topic, position: Position, items: Item[],
 *   alike: Item[], page: string }} Answered */

const form = document.querySelector("[data-build]");
if (form instanceof HTMLFormElement) begin(form);

/** @param {HTMLFormElement} form */
function begin(form) {
  const count = form.querySelector("[data-count]");
  const said = form.querySelector("[data-said]");
  const site = form.dataset.site ?? "";
  const questions = [...form.querySelectorAll("fieldset[data-topic]")].filter((each) => each instanceof HTMLFieldSetElement);

  /** @param {string} words */
  const report = (words) => {
    if (said) said.textContent = words;
  };

  const tell = () => {
    const { choices } = draftOf(form);
    if (count) count.textContent = say("script.draft.answered", { count: choices.length, total: questions.length });
  };

  /** @param {Draft} draft */
  const show = (draft) => {
    const left = fill(form, draft);
    tell();
    report(left.length ? say("script.draft.left", { answers: left.join(", ") }) : "");
  };

  const fromAddress = () => {
    const draft = fromHash(location.hash);
    if (draft) show(draft);
  };

  form.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "file") return;
    history.replaceState(history.state, "", toHash(draftOf(form)) || location.pathname + location.search);
    tell();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-clear]")?.addEventListener("click", () => {
    history.replaceState(history.state, "", location.pathname + location.search);
    show({ title: "", company: "", url: "", choices: [] });
  });
  form.querySelector("[data-load]")?.addEventListener("change", async ({ target }) => {
    const file = target instanceof HTMLInputElement && target.files?.[0];
    if (!file) return;
    try {
      const text = await file.text().catch(() => Promise.reject(new Error(say("script.draft.unreadable"))));
      show(fromFile(text));
      history.replaceState(history.state, "", toHash(draftOf(form)) || location.pathname);
    } catch (error) {
      if (error instanceof Error) report(error.message);
    }
  });
  for (const button of form.querySelectorAll("[data-take]")) {
    button.addEventListener("click", async () => {
      report(say("script.draft.reading"));
      try {
        const draft = draftOf(form);
        const what = button instanceof HTMLElement ? (button.dataset.take ?? "") : "";
        const [name, content, type] = await taken(what, draft, form, site);
        save(name, content, type);
        report(draft.choices.length ? say("script.draft.saved", { name }) : say("script.draft.saved_little", { name }));
      } catch {
        report(say("script.draft.unread"));
      }
    });
  }
  for (const question of questions) {
    const why = question.querySelector("[data-why]");
    why?.addEventListener("toggle", () => explain(why, question));
  }
  addEventListener("hashchange", fromAddress);
  fromAddress();
  tell();
}

/**
 * Return what is chosen in *form*.
 * @param {HTMLFormElement} form
 * @returns {Draft}
 */
function draftOf(form) {
  const fields = new FormData(form);
  /** @param {string} name */
  const text = (name) => `${fields.get(name) ?? ""}`.trim();
  const topics = [...fields.keys()].filter((name) => name.startsWith("q.")).map((name) => name.slice(2));
  return {
    title: text("title"),
    company: text("company"),
    url: text("url"),
    choices: topics
      .map((topic) => ({ topic, position: text(`q.${topic}`), level: text(`l.${topic}`), note: text(`n.${topic}`) }))
      .filter(({ position }) => position),
  };
}

/**
 * Show *draft* in *form*, and return the answers that are not offered.
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 */
function fill(form, draft) {
  form.reset();
  /**
   * @param {string} name
   * @param {string} value
   */
  const set = (name, value) => {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
    else if (field instanceof HTMLSelectElement && [...field.options].some((each) => each.value === value)) field.value = value;
    else return false;
    return !(field instanceof RadioNodeList) || field.value === value;
  };
  set("title", draft.title);
  set("company", draft.company);
  set("url", draft.url);
  return draft.choices.flatMap(({ topic, position, level, note }) => {
    if (!set(`q.${topic}`, position)) {
      set(`q.${topic}`, "");
      return [`${topic}: ${position}`];
    }
    set(`l.${topic}`, level);
    set(`n.${topic}`, note);
    return [];
  });
}

/**
 * Return the name, the content and the type of the file that is asked for.
 * @param {string} what
 * @param {Draft} draft
 * @param {HTMLFormElement} form
 * @param {string} site
 * @returns {Promise<[string, string | Uint8Array<ArrayBuffer>, string]>}
 */
async function taken(what, draft, form, site) {
  if (what === "file") return ["guideline-draft.json", toFile(draft), "application/json"];
  const answered = await Promise.all(draft.choices.map((choice) => answerOf(choice, form)));
  const origin = { site, page: new URL(location.href).href };
  if (what === "spectral") return ["spectral.yaml", spectral(draft, answered, origin), "application/yaml"];
  if (what === "topics") return ["content.zip", zipped(topicSet(draft, answered, origin)), "application/zip"];
  return ["guideline-draft.md", markdown(draft, answered, origin), "text/markdown"];
}

/**
 * @param {import("./draft-state.js").Choice} choice
 * @param {HTMLFormElement} form
 * @returns {Promise<Answered>}
 */
async function answerOf(choice, form) {
  const question = form.querySelector(`[data-topic="${CSS.escape(choice.topic)}"]`);
  const { documents = "", page = "" } = question instanceof HTMLElement ? question.dataset : {};
  const { items, _embedded } = /** @type {TopicGuidelines} */ (await read(documents));
  const position = _embedded.topic.positions?.find(({ id }) => id === choice.position);
  if (!position) throw new Error(`${choice.topic}: ${choice.position}`);
  const alike = items.filter((item) => item.position?.includes(position.id) && item.references.length);
  return { choice, topic: _embedded.topic, position, items, alike, page: new URL(page, location.href).href };
}

/**
 * Fill *place*, when it is opened first, with who answers *question* how, in the words of the topic's authors.
 * @param {Element} place
 * @param {HTMLFieldSetElement} question
 */
async function explain(place, question) {
  if (place.querySelector("div")) return;
  const { documents = "", page = "" } = question.dataset;
  const words = make("div", {}, make("p", { class: "quiet" }, say("script.reading")));
  place.append(words);
  try {
    const { items, _embedded } = /** @type {TopicGuidelines} */ (await read(documents));
    words.replaceChildren(
      ...(_embedded.topic.positions ?? []).flatMap(({ id, label }) => {
        const alike = items.filter((item) => item.position?.includes(id) && item.references.length);
        const said = alike.map((item) => reason(item, page));
        return said.length ? [make("div", {}, make("p", { class: "build-given", dir: "auto" }, label), make("ul", {}, ...said))] : [];
      }),
    );
  } catch {
    words.replaceWith(make("p", { class: "quiet" }, say("script.unread")));
  }
}

/**
 * Return what one guideline says: its name, the note on it, and where it says so.
 * @param {Item} item
 * @param {string} page
 */
function reason({ note, references, _embedded: { guideline } }, page) {
  const places = references.map(({ name, url, level, rule, quote }) =>
    make(
      "li",
      {},
      ...(level ? [make("strong", { class: `level level-${level}` }, levelName(level)), " "] : []),
      make("a", { href: url, rel: "external", dir: "auto" }, name),
      ...(rule ? [" ", make("span", { class: "reference-rule", dir: "auto" }, rule)] : []),
      ...(quote ? [make("blockquote", { class: "quote", cite: url, dir: "auto" }, make("p", {}, quote))] : []),
    ),
  );
  return make(
    "li",
    {},
    make("p", {}, make("a", { href: `${page}#${guideline.id}`, dir: "auto" }, make("strong", {}, nameOf(guideline)))),
    ...(note ? [make("p", { class: "note", dir: "auto" }, note)] : []),
    make("ul", { class: "references" }, ...places),
  );
}

/**
 * Have the browser save a file.
 * @param {string} name
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @param {string} type
 */
function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
