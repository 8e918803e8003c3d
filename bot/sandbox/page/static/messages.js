// The messages of a conversation, oldest first, with the day above and what is new marked.

import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { el, keep } from "./dom.js";
import { markup } from "./text.js";
import { dayOf, timeOf } from "./times.js";

/** @import { Act, Item, Message, SentFile, World } from "./shapes.js" */

const TOGETHER = 300; // seconds within which a person's messages stand under one name
const AT_THE_END = 80; // pixels from the end within which the list follows what is new

/** A list of messages. `act(message)` gives what a control in it does. */
export class Messages {
  /** @param {World} world @param {(message: Message) => Act} act */
  constructor(world, act) {
    this.world = world;
    this.act = act;
    /** @type {Map<string, Message>} */
    this.known = new Map();
    this.list = el("ol", { class: "messages", "aria-label": "Messages" });
    this.node = el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Messages" }, this.list);
  }

  /**
   * Take in what is new or has changed, and show the messages in this order; `firstUnread` stands under a line.
   * @param {string[]} order @param {Message[]} changed @param {string} firstUnread
   */
  show(order, changed, firstUnread) {
    const isNew = changed.filter((message) => !this.known.has(message.ts));
    const wasEmpty = !this.known.size;
    for (const message of changed) this.known.set(message.ts, message);
    const follows = wasEmpty || this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < AT_THE_END;
    keep(this.list, order.length ? this.items(order, firstUnread) : [nothing()]);
    const line = wasEmpty && this.list.querySelector(".new");
    if (line) line.scrollIntoView();
    else if (follows) this.node.scrollTop = this.node.scrollHeight;
    return wasEmpty ? [] : isNew;
  }

  /** @param {string[]} order @param {string} firstUnread */
  items(order, firstUnread) {
    /** @type {Item[]} */
    const items = [];
    /** @type {Message | null} */
    let before = null;
    for (const ts of order) {
      const message = /** @type {Message} */ (this.known.get(ts));
      const day = dayOf(ts);
      if (!before || dayOf(before.ts) !== day) items.push({ key: `day ${day}`, said: day, build: () => el("li", { class: "day" }, el("h3", {}, day)) });
      if (ts === firstUnread) items.push({ key: "new", said: "", build: () => el("li", { class: "new" }, el("span", {}, "New")) });
      const follows = before && together(before, message) && dayOf(before.ts) === day && ts !== firstUnread;
      items.push({ key: ts, said: JSON.stringify([message, follows]), build: () => this.message(message, follows) });
      before = message;
    }
    return items;
  }

  /** @param {Message} message @param {boolean | null} follows */
  message(message, follows) {
    const author = this.world.people[message.user] || { id: message.user, name: "Somebody", isBot: false };
    const time = el("time", {}, timeOf(message.ts));
    const head = el("h4", { class: follows ? "head unseen" : "head" }, el("span", { class: "author" }, author.name),
      message.byApp && el("span", { class: "app" }, "App"), " ", time);
    return el("li", { class: `message ${follows ? "follows" : ""} ${message.onlyYou ? "only-you" : ""}` },
      follows ? el("span", { class: "gutter", "aria-hidden": "true" }, timeOf(message.ts)) : avatar(author),
      el("article", { class: "body" },
        message.onlyYou && el("p", { class: "whisper" }, "Only visible to you"),
        head,
        el("div", { class: "content-of" }, this.content(message)),
        message.edited && !message.byApp && el("span", { class: "quiet" }, "(edited)"),
        message.files.map(file)));
  }

  /** @param {Message} message */
  content(message) {
    if (!message.blocks.length) return el("p", {}, message.byApp ? markup(this.world, message.text) : message.text);
    const stage = { world: this.world, level: 5, state: {}, fields: new Map(), act: this.act(message) };
    return renderBlocks(stage, message.blocks);
  }
}

/** @param {Message} one @param {Message} other */
function together(one, other) {
  return one.user === other.user && !one.byApp && !one.onlyYou && !other.onlyYou && Number(other.ts) - Number(one.ts) < TOGETHER;
}

function nothing() {
  return { key: "nothing", said: "", build: () => el("li", { class: "nothing" }, "Nothing has been said here yet.") };
}

/** @param {SentFile} one */
function file(one) {
  return el("a", { class: "file", href: `/files/${one.id}`, download: one.name },
    el("strong", {}, one.title), el("span", { class: "quiet" }, ` ${one.name}, ${Math.max(1, Math.round(one.bytes / 1024))} kB`));
}
