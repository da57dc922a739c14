/* Sorts and filters the matrix. What is chosen stands in the address, so that it can be kept and sent. */

import { folded } from "./filter.js";
import { language, say } from "./texts.js";

/** @typedef {{ name: string, count: number }} Line A row or a column. */
/** @typedef {Line & { element: HTMLTableRowElement, home: HTMLElement, category: string, cells: HTMLElement[],
 *   links: HTMLElement[] }} Row */
/** @typedef {Line & { place: number, cells: HTMLElement[] }} Column */

/** How many cells of a row stand before those of the guidelines. */
const LEADING = 2;

/** Start it, where a page has a matrix and the tools for it. */
export function matrix() {
  const form = document.querySelector("[data-matrix-tools]");
  const table = document.querySelector(".matrix table");
  const found = document.querySelector("[data-matrix-found]");
  if (!(form instanceof HTMLFormElement) || !(table instanceof HTMLTableElement) || !found) return;
  const arrange = arrangementOf(table);

  const changed = () => {
    const state = stateOf(form);
    history.replaceState(history.state, "", `${state}` ? `?${state}` : location.pathname);
    found.textContent = arrange(state);
  };

  choose(form, new URLSearchParams(location.search));
  found.textContent = arrange(stateOf(form));
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-matrix-all]")?.addEventListener("click", () => {
    choose(form, new URLSearchParams());
    changed();
  });
}

/**
 * Return what is chosen in *form*.
 * @param {HTMLFormElement} form
 */
function stateOf(form) {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) state.set(name, `${value}`);
  }
  return state;
}

/**
 * Choose in *form* what *state* says; what is not offered is not chosen.
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} state
 */
function choose(form, state) {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement) field.value = state.get(field.name) ?? "";
    if (field instanceof HTMLSelectElement) {
      field.value = state.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
  }
}

/**
 * Return a function that arranges *table* by a state, and says in words what is left of it.
 * @param {HTMLTableElement} table
 */
function arrangementOf(table) {
  const groups = [...table.tBodies];
  const rows = groups.flatMap(rowsOf);
  const columns = columnsOf(table, rows);
  const lines = [...(table.tHead?.rows ?? []), ...rows.map((row) => row.element)];
  const flat = table.createTBody();
  let rowOrder = rows;
  let columnOrder = columns;

  /** @param {URLSearchParams} state */
  function arrange(state) {
    const category = state.get("category");
    const level = state.get("level");
    for (const { links } of rows) links.forEach((link) => (link.hidden = !isSaidAs(link, level)));
    const shownRows = rows.filter(
      (row) =>
        isNamed(row, state.get("topic")) &&
        (!category || row.category === category) &&
        (!level || row.links.some((link) => !link.hidden)),
    );
    const answers = answering(rows, state.get("answer"));
    const shownColumns = columns.filter(
      (column) =>
        isNamed(column, state.get("guideline")) &&
        answers(column) &&
        speaks(column, shownRows, state.get("with") ?? (level && "some")),
    );
    placeRows(state.get("sort"));
    placeColumns(state.get("across"));
    show(new Set(shownRows), new Set(shownColumns));
    return say("script.matrix.found", {
      shown: shownRows.length,
      topic_count: rows.length,
      shown_across: shownColumns.length,
      guideline_count: columns.length,
    });
  }

  /** @param {string | null} by */
  function placeRows(by) {
    const order = sorted(rows, by);
    if (order === rowOrder) return;
    rowOrder = order;
    for (const row of order) (order === rows ? row.home : flat).append(row.element);
  }

  /** @param {string | null} by */
  function placeColumns(by) {
    const order = sorted(columns, by);
    if (order === columnOrder) return;
    columnOrder = order;
    lines.forEach((line, number) => line.append(...order.map((column) => column.cells[number] ?? "")));
  }

  /**
   * @param {Set<Row>} shownRows
   * @param {Set<Column>} shownColumns
   */
  function show(shownRows, shownColumns) {
    for (const row of rows) row.element.hidden = !shownRows.has(row);
    for (const column of columns) {
      const hidden = !shownColumns.has(column);
      if (column.cells[0]?.hidden !== hidden) column.cells.forEach((cell) => (cell.hidden = hidden));
    }
    for (const group of groups) {
      group.hidden = !rows.some((row) => row.element.parentElement === group && !row.element.hidden);
      const head = group.querySelector("[scope=rowgroup]");
      if (head instanceof HTMLTableCellElement) head.colSpan = LEADING + shownColumns.size;
    }
  }

  return arrange;
}

/**
 * @param {HTMLTableSectionElement} group
 * @returns {Row[]}
 */
function rowsOf(group) {
  return [...group.rows]
    .filter((element) => element.dataset.count)
    .map((element) => ({
      element,
      home: group,
      category: group.dataset.category ?? "",
      name: element.cells[0]?.textContent?.trim() ?? "",
      count: Number(element.dataset.count),
      cells: [...element.cells].slice(LEADING),
      links: [...element.querySelectorAll("td a")].filter((link) => link instanceof HTMLElement),
    }));
}

/**
 * @param {HTMLTableElement} table
 * @param {Row[]} rows
 * @returns {Column[]}
 */
function columnsOf(table, rows) {
  const heads = [...(table.tHead?.rows ?? [])].map((row) => [...row.cells].slice(LEADING));
  return (heads[0] ?? []).map((head, place) => ({
    place,
    name: head.textContent?.trim() ?? "",
    count: Number(head.dataset.count),
    cells: [...heads, ...rows.map((row) => row.cells)].flatMap((cells) => cells[place] ?? []),
  }));
}

/**
 * Tell whether *column* has something in some or all of *rows*, as is asked for.
 * @param {Column} column
 * @param {Row[]} rows
 * @param {string | null} asked
 */
function speaks(column, rows, asked) {
  /** @param {Row} row */
  const has = (row) => Boolean(row.cells[column.place]?.querySelector("a:not([hidden])"));
  return !asked || (asked === "all" ? rows.every(has) : rows.some(has));
}

/**
 * Tell whether a guideline says what *link* leads to at *level*.
 * @param {HTMLElement} link
 * @param {string | null} level
 */
function isSaidAs(link, level) {
  return !level || (link.dataset.levels ?? "").split(" ").includes(level);
}

/**
 * Return what tells whether a column gives the answer that is *asked* for: the id of a topic, and of a position.
 * @param {Row[]} rows
 * @param {string | null} asked
 * @returns {(column: Column) => boolean}
 */
function answering(rows, asked) {
  const option = asked && document.querySelector(`[data-matrix-tools] option[value="${CSS.escape(asked)}"]`);
  const row = rows.find(({ element }) => element.dataset.topic === asked?.split(":")[0]);
  if (!(option instanceof HTMLOptionElement) || !row) return () => true;
  const letter = option.dataset.letter ?? "";
  return ({ place }) => Boolean(row.cells[place]?.querySelector("sub")?.textContent?.split(" ").includes(letter));
}

/**
 * Tell whether the name of *line* has all the words of *text*.
 * @param {Line} line
 * @param {string | null} text
 */
function isNamed(line, text) {
  const name = folded(line.name);
  return folded(text ?? "").split(/\s+/).every((word) => name.includes(word));
}

/**
 * Return *lines* by name or by number; those of equal number stay in the order of the site.
 * @template {Line} Kind
 * @param {Kind[]} lines
 * @param {string | null} by
 */
function sorted(lines, by) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  if (by === "name") return [...lines].sort((one, other) => compare(one.name, other.name));
  if (by === "most") return [...lines].sort((one, other) => other.count - one.count);
  if (by === "fewest") return [...lines].sort((one, other) => one.count - other.count);
  return lines;
}
