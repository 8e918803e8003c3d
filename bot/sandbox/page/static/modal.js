// The dialog that the app puts in front of somebody: what it shows, its fields, and what is wrong with them.

import { renderBlocks } from "./blocks.js";
import { el } from "./dom.js";

/** The app's modal. `ask` is the line to the program; `onTrouble(sentence)` says what went wrong. */
export class Modal {
  constructor(world, ask, onTrouble) {
    this.world = world;
    this.ask = ask;
    this.onTrouble = onTrouble;
    this.view = null;
    this.fields = new Map();
    this.dialog = null;
  }

  /** Show this view, another one, or none. What was filled in stays where the same field is there again. */
  show(view) {
    const same = view && this.view && view.id === this.view.id;
    if (same && view.hash === this.view.hash) return;
    const filled = same ? this.values() : null;
    this.view = view;
    if (!view) return this.leave();
    if (!this.dialog) this.enter();
    this.draw(filled);
    if (!same || !this.dialog.contains(document.activeElement)) this.focusFirst();
  }

  enter() {
    this.dialog = el("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" });
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  leave() {
    this.dialog?.close();
    this.dialog?.remove();
    this.dialog = null;
    this.fields = new Map();
  }

  draw(filled) {
    const { view } = this;
    this.fields = new Map();
    const stage = { world: this.world, level: 3, state: view.state, fields: this.fields, act: (what, element, value) => this.acts(what, element, value) };
    const body = el("div", { class: "modal-body", tabindex: 0, role: "region", "aria-label": view.title }, renderBlocks(stage, view.blocks));
    for (const field of this.fields.values()) {
      const before = filled?.[field.block]?.[field.action];
      if (before !== undefined) field.set(before);
    }
    this.dialog.replaceChildren(el("form", { method: "dialog", novalidate: true, onsubmit: (event) => this.submit(event) },
      el("div", { class: "modal-head" }, el("h2", { id: "modal-title", tabindex: -1 }, view.title),
        el("button", { type: "button", class: "cross", "aria-label": "Close", onclick: () => this.close() }, "×")),
      body,
      el("div", { class: "foot" },
        (view.close || !view.submit) && el("button", { type: "button", onclick: () => this.close() }, view.close || "Close"),
        view.submit && el("button", { class: "primary" }, view.submit))));
  }

  focusFirst() {
    const [first] = [...this.fields.values()].filter((field) => this.view.blocks.find((block) => block.block_id === field.block)?.type === "input");
    if (first) first.focus();
    else this.dialog.querySelector("#modal-title").focus();
  }

  /** What every field holds, by block and action. */
  values() {
    const values = {};
    for (const field of this.fields.values()) (values[field.block] ||= {})[field.action] = field.value();
    return values;
  }

  async submit(event) {
    event.preventDefault();
    const send = this.dialog.querySelector(".foot .primary");
    if (send.getAttribute("aria-disabled")) return;
    send.setAttribute("aria-disabled", "true");
    const { errors, trouble } = await this.ask("submits", { view: this.view.id, values: this.values() });
    send.removeAttribute("aria-disabled");
    this.complain(errors || {});
    if (trouble) this.onTrouble(trouble);
  }

  /** Say what is wrong below each field, and go to the first of them. */
  complain(errors) {
    const rows = this.dialog ? [...this.dialog.querySelectorAll(".field")] : [];
    for (const row of rows) {
      const error = row.querySelector(".error");
      error.textContent = errors[row.dataset.block] || "";
      error.hidden = !error.textContent;
      for (const control of row.querySelectorAll("input, textarea, select")) {
        if (error.textContent) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
    }
    rows.find((row) => errors[row.dataset.block])?.querySelector("input, textarea, select")?.focus();
  }

  async acts(what, element, value) {
    const about = what === "presses" ? { values: this.values() } : {};
    const { trouble } = await this.ask(what, { view: this.view.id, action: element.action_id, value, ...about });
    if (trouble) this.onTrouble(trouble);
  }

  async close() {
    const { trouble } = await this.ask("closes", { view: this.view.id });
    if (trouble) this.leave();
  }
}
