/* What `crosswalk serve` adds to each page: it listens, reloads the page when there is a newer one, and lists the
   errors that keep it from being made. It is no part of a site. All text is content of strangers, and set as such. */

/**
 * @typedef {{
 *   path: string, line: number, column: number, code: string, message: string,
 *   excerpt: { above: string, before: string, behind: string } | null,
 * }} Finding
 * @typedef {{ edition: string, base: string, title: string, findings: Finding[], more: number }} News
 */

const AGAIN = 2000;
const { edition, base = "", events = "", styles = "" } = document.getElementById("_serve")?.dataset ?? {};

/** @type {EventSource | undefined} */
let source;
/** @type {HTMLElement | undefined} */
let overlay;
let shown = "";
let pending = 0;

/* A browser has six connections to a host, whatever the number of its windows: only those in sight listen. */
document.addEventListener("visibilitychange", attend);
window.addEventListener("pageshow", attend);
window.addEventListener("pagehide", leave);
attend();

/** Listen if the page is in sight. */
function attend() {
  clearTimeout(pending);
  if (document.hidden) {
    leave();
  } else if (!source || source.readyState === EventSource.CLOSED) {
    source = new EventSource(events);
    source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) {
        pending = setTimeout(attend, AGAIN);
      }
    });
  }
}

/** Listen no longer. */
function leave() {
  source?.close();
  source = undefined;
}

/**
 * Do what *news* call for.
 * @param {News} news
 */
function hear(news) {
  if (news.edition !== edition) {
    leave();
    const { pathname, search, hash } = location;
    if (news.base === base) {
      location.reload();
    } else {
      const inside = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : "/";
      location.replace(`${news.base}${inside}${search}${hash}`);
    }
    return;
  }
  const told = JSON.stringify(news);
  if (told !== shown) {
    shown = told;
    overlay?.remove();
    overlay = news.title === "" ? undefined : lay(news);
  }
}

/**
 * Lay a list of what *news* tell over the page, and return it.
 * @param {News} news
 */
function lay(news) {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "title");
  const title = element("h1", news.title);
  title.id = "title";
  const close = element("button", "Close (Esc)");
  close.addEventListener("click", () => dialog.close());
  const list = document.createElement("ol");
  list.setAttribute("role", "list");
  list.append(...news.findings.map(item));
  dialog.append(close, title, list);
  if (news.more > 0) {
    dialog.append(element("p", `and ${news.more} more, listed in the terminal`));
  }
  dialog.append(element("p", "The page behind is the last good one. This goes away when the content is mended."));
  root.append(sheet, dialog);
  document.body.append(host);
  const open = () => host.isConnected && !dialog.open && dialog.showModal();
  sheet.addEventListener("load", open);
  sheet.addEventListener("error", open);
  return host;
}

/**
 * Return the item of a *finding*.
 * @param {Finding} finding
 */
function item(finding) {
  const { path, line, column, code, message, excerpt } = finding;
  const entry = document.createElement("li");
  if (path) {
    const place = element("p", `${path}:${line}:${column}`);
    place.className = "place";
    entry.append(place);
  }
  const said = element("p", code ? `${message} ` : message);
  if (code) {
    said.append(element("code", code));
  }
  entry.append(said);
  if (excerpt) {
    const frame = document.createElement("pre");
    frame.tabIndex = 0;
    const marked = element("mark", [...excerpt.behind][0] ?? " ");
    const rest = [...excerpt.behind].slice(1).join("");
    const caret = document.createElement("span");
    caret.className = "caret";
    caret.setAttribute("aria-hidden", "true");
    const blank = element("span", number("", line) + excerpt.before);
    blank.className = "blank";
    caret.append(blank, "^");
    if (line > 1) {
      frame.append(number(line - 1, line), excerpt.above, "\n");
    }
    frame.append(number(line, line), excerpt.before, marked, rest, "\n", caret);
    entry.append(frame);
  }
  return entry;
}

/**
 * Return the number in front of a line, as wide as that of the last one is.
 * @param {number | string} shown
 * @param {number} last
 */
function number(shown, last) {
  return `${String(shown).padStart(String(last).length)} | `;
}

/**
 * Return an element called *name* that says *text*.
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  made.dir = "auto";
  return made;
}
