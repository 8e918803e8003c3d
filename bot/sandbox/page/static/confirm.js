// "Are you sure?", as Slack asks it before a button takes effect.

import { el } from "./dom.js";
import { textObject } from "./text.js";

/** @import { Kit, World } from "./shapes.js" */

/** Whether the person confirms; Escape means no. @param {World} world @param {Kit} asked @returns {Promise<boolean>} */
export function confirmed(world, { title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "dialog confirm", "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text" },
      el("form", { method: "dialog" },
        el("h2", { id: "confirm-title" }, title.text),
        el("p", { id: "confirm-text" }, textObject(world, text)),
        el("div", { class: "foot" },
          el("button", { value: "no" }, deny.text),
          el("button", { value: "yes", class: style === "danger" ? "danger filled" : "primary" }, confirm.text))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
