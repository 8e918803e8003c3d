// The dialog that the app puts in front of somebody: what it shows, its fields, and what is wrong with them.

import { renderBlocks } from "./blocks.js";
import { all, el } from "./dom.js";

/** @import { Act, Ask, Field, Kit, Says, Search, State, View, World } from "./shapes.js" */

const CONTROLS = "input, textarea, select";

/** What the app offers in a menu of a view, for what is typed. @param {Ask} ask @param {View} view @returns {Search} */
export const searching = (ask, view) => async (element, typed) => (await ask("searches", { view: view.id, action: element.action_id, typed })).options || [];

/** The app's modal. `ask` is the line to the program; `onTrouble(sentence)` says what went wrong. */
export class Modal {
  /** @param {World} world @param {Ask} ask @param {Says} onTrouble */
  constructor(world, ask, onTrouble) {
    this.world = world;
    this.ask = ask;
    this.onTrouble = onTrouble;
    /** @type {View | null} */
    this.view = null;
    /** @type {Map<string, Field>} */
    this.fields = new Map();
    /** @type {HTMLDialogElement | null} */
    this.dialog = null;
  }

  /**
   * Show this view, another one, or none. What was filled in stays where the same field is there again.
   * @param {View | null} view
   */
  show(view) {
    const before = this.view;
    const same = view && before && view.id === before.id;
    if (same && view.hash === before.hash) return;
    const filled = same ? this.values() : null;
    this.view = view;
    if (!view) return this.leave();
    const dialog = this.dialog || this.enter();
    this.draw(view, dialog, filled);
    if (!same || !dialog.contains(document.activeElement)) this.focusFirst(view, dialog);
  }

  enter() {
    const dialog = el("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    this.dialog = dialog;
    return dialog;
  }

  leave() {
    this.dialog?.close();
    this.dialog?.remove();
    this.dialog = null;
    this.fields = new Map();
  }

  /** @param {View} view @param {HTMLDialogElement} dialog @param {State | null} filled */
  draw(view, dialog, filled) {
    this.fields = new Map();
    /** @type {Act} */
    const act = (what, element, value) => this.acts(what, element, value);
    const search = searching(this.ask, view);
    const stage = { world: this.world, level: 3, state: view.state, fields: this.fields, act, search };
    const body = el("div", { class: "modal-body", tabindex: 0, role: "region", "aria-label": view.title }, renderBlocks(stage, view.blocks));
    for (const field of this.fields.values()) {
      const before = filled?.[field.block]?.[field.action];
      if (before !== undefined) field.set(before);
    }
    dialog.replaceChildren(el("form", { method: "dialog", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
      el("div", { class: "modal-head" }, el("h2", { id: "modal-title", tabindex: -1 }, view.title),
        el("button", { type: "button", class: "cross", "aria-label": "Close", onclick: () => this.close() }, "×")),
      body,
      el("div", { class: "foot" },
        (view.close || !view.submit) && el("button", { type: "button", onclick: () => this.close() }, view.close || "Close"),
        view.submit && el("button", { class: "primary" }, view.submit))));
  }

  /** @param {View} view @param {HTMLDialogElement} dialog */
  focusFirst(view, dialog) {
    const [first] = [...this.fields.values()].filter((field) => view.blocks.find((block) => block.block_id === field.block)?.type === "input");
    if (first) first.focus();
    else all(dialog, "#modal-title")[0]?.focus();
  }

  /** What every field holds, by block and action. */
  values() {
    /** @type {State} */
    const values = {};
    for (const field of this.fields.values()) {
      values[field.block] ||= {};
      values[field.block][field.action] = field.value();
    }
    return values;
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    const send = this.dialog?.querySelector(".foot .primary");
    if (!this.view || !send || send.getAttribute("aria-disabled")) return;
    send.setAttribute("aria-disabled", "true");
    const { errors, trouble } = await this.ask("submits", { view: this.view.id, values: this.values() });
    send.removeAttribute("aria-disabled");
    this.complain(errors || {});
    if (trouble) this.onTrouble(trouble);
  }

  /** Say what is wrong below each field, and go to the first of them. @param {Record<string, string>} errors */
  complain(errors) {
    const rows = this.dialog ? all(this.dialog, ".field") : [];
    const wrong = (/** @type {HTMLElement} */ row) => errors[row.dataset.block || ""] || "";
    for (const row of rows) {
      for (const error of all(row, ".error")) {
        error.textContent = wrong(row);
        error.hidden = !wrong(row);
      }
      for (const control of all(row, CONTROLS)) {
        if (wrong(row)) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
    }
    const first = rows.find(wrong);
    if (first) all(first, CONTROLS)[0]?.focus();
  }

  /** @param {string} what @param {Kit} element @param {Kit} value */
  async acts(what, element, value) {
    const about = what === "presses" ? { values: this.values() } : {};
    const { trouble } = await this.ask(what, { view: this.view?.id, action: element.action_id, value, ...about });
    if (trouble) this.onTrouble(trouble);
  }

  async close() {
    const { trouble } = await this.ask("closes", { view: this.view?.id });
    if (trouble) this.leave();
  }
}
