// Where one writes: messages, and slash commands with completion and their hints.

import { el } from "./dom.js";

/** @import { Command } from "./shapes.js" */

/** The box at the foot of a conversation. `send(text)` resolves to false where it did not work: the text stays. */
export class Composer {
  /** @param {Command[]} commands @param {(text: string) => Promise<boolean>} send */
  constructor(commands, send) {
    this.commands = commands;
    this.send = send;
    this.active = 0;
    /** @type {{ text: string, shown: string, says: string }[]} */
    this.found = [];
    this.list = el("ul", { id: "suggestions", role: "listbox", class: "listbox suggestions", "aria-label": "Commands", hidden: true });
    this.box = el("textarea", {
      id: "composer", rows: 1, "aria-autocomplete": "list", "aria-controls": "suggestions",
      autocomplete: "off", spellcheck: "true", "aria-describedby": "composer-hint",
    });
    this.count = el("p", { class: "unseen", role: "status" });
    this.hint = el("p", { id: "composer-hint", class: "hint" });
    this.node = el("form", { class: "composer", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.submit(); } },
      this.list, el("div", { class: "write" }, this.box, el("button", { class: "primary send" }, "Send")), this.hint, this.count);
    this.box.addEventListener("input", () => { this.active = 0; this.suggest(); });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.hide());
    this.suggest();
  }

  /** Say where what is written goes. @param {string} name */
  writesTo(name) {
    this.box.placeholder = `Message ${name}`;
    this.box.setAttribute("aria-label", `Message ${name}`);
  }

  /** Put a text in the box, as if it had been typed. @param {string} text */
  put(text) {
    this.box.value = text;
    this.suggest();
    this.hide();
    this.box.focus();
  }

  async submit() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.hide();
    this.suggest();
    if ((await this.send(text)) === false && !this.box.value) this.box.value = text;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    const chosen = this.found[this.active];
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.active = (this.active + (event.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      this.draw();
    } else if (open && (event.key === "Tab" || event.key === "Enter") && chosen.text.trim() !== this.box.value.trim()) {
      event.preventDefault();
      this.complete(chosen);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      this.hide();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  /** @param {{ text: string }} found */
  complete({ text }) {
    this.box.value = text;
    this.active = 0;
    this.suggest();
  }

  /** What may follow what is typed so far: first the commands, then the words that a command's hint names. */
  suggest() {
    const typed = this.box.value;
    this.grow();
    this.found = typed.startsWith("/") ? this.fitting(typed) : [];
    const command = this.commands.find((one) => typed.split(" ")[0] === one.command);
    this.hint.className = command ? "hint" : "hint wide-only";
    this.hint.replaceChildren(...(command
      ? [el("code", {}, `${command.command} ${command.usage_hint}`)]
      : ["Enter sends, Shift+Enter begins a new line. Type ", el("kbd", {}, "/"), " for commands."]));
    this.list.hidden = !this.found.length;
    this.draw();
  }

  /** @param {string} typed */
  fitting(typed) {
    const whole = this.commands.flatMap((one) => [
      { text: `${one.command} `, shown: one.command, says: one.description },
      ...words(one.usage_hint).map((word) => ({ text: `${one.command} ${word}`, shown: `${one.command} ${word}`, says: "" })),
    ]);
    return whole.filter(({ text, shown }) => text.startsWith(typed) && typed.includes(" ") === shown.includes(" "));
  }

  draw() {
    this.list.replaceChildren(...this.found.map((one, place) => el("li", {
      role: "option", id: `suggestion-${place}`, "aria-selected": String(place === this.active),
      onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); this.complete(one); this.box.focus(); },
    }, el("strong", {}, one.shown), one.says && el("span", { class: "quiet" }, one.says))));
    this.count.textContent = this.list.hidden ? "" : `${this.found.length} fit; arrows choose, Tab completes`;
    if (this.list.hidden) this.box.removeAttribute("aria-activedescendant");
    else {
      this.box.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    }
  }

  hide() {
    this.list.hidden = true;
    this.draw();
  }

  grow() {
    this.box.rows = Math.min(8, this.box.value.split("\n").length);
  }
}

/** The words in a hint such as `[join | leave | help]`. */
const words = (hint = "") => (hint.match(/\[([^\]]*)\]/)?.[1] || "").split("|").map((word) => word.trim()).filter((word) => /^[\w-]+$/.test(word));
