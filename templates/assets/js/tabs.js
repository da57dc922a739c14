/* Tabs: of several alternatives one is shown, the same in every group and on every page that has it.
   Without this module all are shown; where the style sheet cannot tell that scripts run, they stay so. */

import { recall, remember } from "./remember.js";
import { say } from "./texts.js";

const KEPT = 10;

/** @typedef {{ names: string[], tabs: HTMLButtonElement[], panels: HTMLElement[] }} Group */

/** Make tabs of each group of alternatives, and choose in each what was chosen last. */
export function tabs() {
  if (!matchMedia("(scripting: enabled)").matches) {
    return;
  }
  const groups = [...document.querySelectorAll(".tabs")].map(group);
  const chosen = recalled();
  for (const each of groups) {
    show(each, chosen.find((name) => each.names.includes(name)) ?? each.names[0]);
    each.tabs.forEach((tab, at) => {
      tab.addEventListener("click", () => choose(groups, each.names[at]));
      tab.addEventListener("keydown", (event) => move(groups, each, at, event));
    });
  }
}

/**
 * Return the group of tabs that *element* becomes.
 * @param {Element} element
 * @param {number} number
 * @returns {Group}
 */
function group(element, number) {
  const panels = /** @type {HTMLElement[]} */ ([...element.children]);
  const names = panels.map((panel) => panel.querySelector(".panel-name")?.textContent ?? "");
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", say("script.tabs"));
  const tabs = panels.map((panel, at) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.className = "tab";
    tab.textContent = names[at];
    tab.id = `_tab-${number}-${at}`;
    panel.id = `_panel-${number}-${at}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    return tab;
  });
  list.append(...tabs);
  element.prepend(list);
  return { names, tabs, panels };
}

/**
 * Show in a group the panel of that name; its tab alone is a stop of the tabulator.
 * @param {Group} group
 * @param {string} name
 */
function show({ names, tabs, panels }, name) {
  tabs.forEach((tab, at) => {
    const chosen = names[at] === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    panels[at].classList.toggle("panel-chosen", chosen);
  });
}

/**
 * Show that name wherever there is one, now and later.
 * @param {Group[]} groups
 * @param {string} name
 */
function choose(groups, name) {
  groups.filter(({ names }) => names.includes(name)).forEach((each) => show(each, name));
  const others = recalled().filter((other) => other !== name);
  remember("tabs", [name, ...others].slice(0, KEPT).join("\n"));
}

/**
 * Return what was chosen before, the last choice first.
 * @returns {string[]}
 */
function recalled() {
  return (recall("tabs") ?? "").split("\n");
}

/**
 * Go to another tab with the arrows, Home and End.
 * @param {Group[]} groups
 * @param {Group} group
 * @param {number} at
 * @param {KeyboardEvent} event
 */
function move(groups, { names, tabs }, at, event) {
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 };
  const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key];
  if (step === undefined) {
    return;
  }
  event.preventDefault();
  const next = (step + tabs.length) % tabs.length;
  choose(groups, names[next]);
  tabs[next].focus();
}
