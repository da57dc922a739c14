/* A button on each block of code that copies it, and says so. */

import { say } from "./texts.js";

const PAUSE = 2000;

/** Give every block of code its button, where the browser lets pages copy. */
export function copy() {
  const blocks = document.querySelectorAll(".highlight");
  if (!navigator.clipboard || blocks.length === 0) {
    return;
  }
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.querySelector("main")?.append(status);
  for (const block of blocks) {
    block.append(copyButton(block.querySelector("code")?.textContent?.trimEnd() ?? "", status));
  }
}

/**
 * Return a button that copies *text*, and tells *status* what became of it.
 * @param {string} text
 * @param {HTMLElement} status
 */
function copyButton(text, status) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = say("script.copy.copy");
  let pending = 0;
  /** @param {string} word */
  const tell = (word) => {
    button.textContent = word;
    status.textContent = word;
    clearTimeout(pending);
    pending = setTimeout(() => {
      button.textContent = say("script.copy.copy");
      status.textContent = "";
    }, PAUSE);
  };
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text).then(
      () => tell(say("script.copy.copied")),
      () => tell(say("script.copy.failed")),
    );
  });
  return button;
}
