/* Comments, if a reader asks for them: a frame of the page that giscus makes of a discussion on GitHub. Nothing
   goes to that host before. Who signs in there comes back with a token in the address; it is taken only in a tab
   where comments were asked for, so that no link from elsewhere can bring one. */
import { recall, remember } from "./remember.js";

const ASKED = "crosswalk-comments";

/** Show the button that loads the comments. */
export function comments() {
  const room = document.querySelector(".comments-load");
  const button = room?.querySelector("button");
  if (!(room instanceof HTMLElement) || !button) {
    return;
  }
  room.hidden = false;
  button.addEventListener("click", () => load(room, button));
  if (returned()) {
    load(room, button);
  }
}

/**
 * Take the token of who signed in out of the address, and tell whether there was one that was asked for.
 * @returns {boolean}
 */
function returned() {
  const here = new URL(location.href);
  const token = here.searchParams.get("giscus");
  if (token === null) {
    return false;
  }
  here.searchParams.delete("giscus");
  history.replaceState(history.state, "", here);
  const asked = askedHere();
  if (asked) {
    remember("giscus", token);
  }
  return asked;
}

/**
 * Put the frame in the place of *room*.
 * @param {HTMLElement} room
 * @param {HTMLButtonElement} button
 */
function load(room, button) {
  askHere();
  const widget = new URL(button.dataset.widget ?? "");
  const here = new URL(location.href);
  here.hash = "_comments";
  widget.searchParams.set("origin", here.href);
  widget.searchParams.set("backLink", here.href);
  widget.searchParams.set("session", recall("giscus") ?? "");
  widget.searchParams.set("theme", look());
  const frame = document.createElement("iframe");
  frame.className = "comments-frame";
  frame.title = document.getElementById("_comments_title")?.textContent ?? "";
  frame.allow = "clipboard-write";
  frame.src = widget.href;
  addEventListener("message", (event) => listen(event, frame, widget));
  document.addEventListener("themechange", () => {
    frame.contentWindow?.postMessage({ giscus: { setConfig: { theme: look() } } }, widget.origin);
  });
  room.replaceWith(frame);
  frame.focus();
}

/**
 * Do what the frame asks for: grow, or forget who signed in.
 * @param {MessageEvent} event
 * @param {HTMLIFrameElement} frame
 * @param {URL} widget
 */
function listen(event, frame, widget) {
  if (event.origin !== widget.origin || event.source !== frame.contentWindow) {
    return;
  }
  const told = event.data?.giscus;
  if (Number.isFinite(told?.resizeHeight)) {
    frame.height = told.resizeHeight;
  }
  if (told?.signOut || (typeof told?.error === "string" && recall("giscus") !== null)) {
    remember("giscus", null);
    widget.searchParams.delete("session");
    frame.src = widget.href;
  }
}

function look() {
  return document.documentElement.dataset.theme ?? "preferred_color_scheme";
}

function askHere() {
  try {
    sessionStorage.setItem(ASKED, "yes");
  } catch {
    return;
  }
}

function askedHere() {
  try {
    return sessionStorage.getItem(ASKED) === "yes";
  } catch {
    return false;
  }
}
