/* The table of contents tells where the reader is: the link of the section that stands at the height where eyes
   rest has `aria-current`, and is kept in sight where the list scrolls. */

/** Where eyes rest, from the top of the window. */
const LINE = 0.12;

/** A list with more lines than this would fill a narrow window before the text begins. */
const MANY = 24;

/** Follow the reader through the page. */
export function contents() {
  const list = document.querySelector(".contents");
  const links = new Map();
  for (const link of list?.querySelectorAll("a") ?? []) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) {
      links.set(section, link);
    }
  }
  if (!(list instanceof HTMLElement) || !links.size) {
    return;
  }
  const fold = list.querySelector("details");
  if (fold && links.size > MANY && matchMedia("(max-width: 64rem)").matches) {
    fold.open = false;
  }
  const update = () => mark(list, links, current([...links.keys()]));
  const line = new IntersectionObserver(update, { rootMargin: `0px 0px -${100 - LINE * 100}% 0px` });
  links.forEach((_, section) => line.observe(section));
  const foot = document.querySelector(".colophon");
  if (foot) {
    new IntersectionObserver(update, { threshold: [0, 1] }).observe(foot);
  }
  addEventListener("hashchange", update);
}

/**
 * Return which of *sections* the reader is in. At the end of the page none comes up to the line any more: it is
 * the one that was asked for, or the last.
 * @param {Element[]} sections
 * @returns {Element | undefined}
 */
function current(sections) {
  const root = document.documentElement;
  if (root.scrollTop > 0 && root.scrollTop + innerHeight >= root.scrollHeight - 1) {
    const asked = sections.find((section) => section.id === decodeURIComponent(location.hash.slice(1)));
    const seen = asked && asked.getBoundingClientRect().top > 0;
    return seen ? asked : sections.at(-1);
  }
  return sections.filter((section) => section.getBoundingClientRect().top <= innerHeight * LINE).at(-1);
}

/**
 * Mark the link of *section* alone.
 * @param {HTMLElement} list
 * @param {Map<Element, HTMLAnchorElement>} links
 * @param {Element | undefined} section
 */
function mark(list, links, section) {
  for (const [each, link] of links) {
    if (each !== section) {
      link.removeAttribute("aria-current");
    } else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "location");
      const { top, bottom } = link.getBoundingClientRect();
      const frame = list.getBoundingClientRect();
      if (top < frame.top || bottom > frame.bottom) {
        list.scrollTop += (top + bottom - frame.top - frame.bottom) / 2;
      }
    }
  }
}
