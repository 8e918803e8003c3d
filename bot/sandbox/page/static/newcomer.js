// Somebody new in the hospital: a form like the app's own, which this page fills in and sends.

import { Modal } from "./modal.js";

/** @import { Ask, Kit, Says, View, World } from "./shapes.js" */

/** @param {string} text */
const plain = (text) => ({ type: "plain_text", text });
/** @param {string} value @param {string} text */
const option = (value, text) => ({ value, text: plain(text) });
/** @param {string} id @param {string} label @param {Kit} element @param {string} [hint] */
const asked = (id, label, element, hint) => ({
  type: "input", block_id: id, label: plain(label), element: { action_id: id, ...element }, optional: id === "job_title", ...(hint ? { hint: plain(hint) } : {}),
});

/** @type {View} */
const FORM = {
  id: "newcomer", hash: "", title: "Somebody new", submit: "Add", close: "Cancel", state: {},
  blocks: [
    asked("name", "Name", { type: "plain_text_input" }),
    asked("job_title", "Job title", { type: "plain_text_input" }),
    asked("department", "Department", { type: "plain_text_input" }),
    asked("role_group", "Is their work clinical?", { type: "radio_buttons", options: [option("clinical", "Yes, clinical"), option("non_clinical", "No, non-clinical")] }),
    asked("sites", "Sites", { type: "plain_text_input" }, "Several with a semicolon between them."),
  ],
};

/**
 * Ask for somebody new. `ask` is the line to the program; `onAdded(user)` hears their id.
 * @param {World} world @param {Ask} ask @param {(user: string) => void} onAdded @param {Says} onTrouble
 */
export function addSomebody(world, ask, onAdded, onTrouble) {
  const form = new Modal(world, answer, onTrouble);

  /** @type {Ask} */
  async function answer(what, about) {
    if (what === "closes") form.show(null);
    if (what !== "submits") return {};
    const added = await ask("hires", { values: about?.values });
    if (added.user) {
      form.show(null);
      onAdded(added.user);
    }
    return added;
  }

  form.show(FORM);
}
