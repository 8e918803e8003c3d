// What is open: a conversation with its composer, or the app's home page; and its name above it.

import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { $, all, el } from "./dom.js";
import { Messages } from "./messages.js";
import { searching } from "./modal.js";

/** @import { Act, Ask, Conversation, Kit, Place, Says, Step, View, World } from "./shapes.js" */

const STEP = "knowhow: step"; // what “Show me” shows, while the page for it is still to load
const isNarrow = () => matchMedia("(max-width: 720px)").matches;

/** The middle of the page. `ask` is the line to the program; `onTrouble` and `onNews` take sentences to be shown and said. */
export class Opened {
  /** @param {World} world @param {Ask} ask @param {{ onTrouble: Says, onNews: Says }} says */
  constructor(world, ask, { onTrouble, onNews }) {
    this.world = world;
    this.ask = ask;
    this.onTrouble = onTrouble;
    this.onNews = onNews;
    this.id = ""; // a conversation's id, or `home`
    /** @type {Messages | null} */
    this.messages = null;
    /** @type {Composer | null} */
    this.composer = null;
    /** @type {View | null} */
    this.homeView = null;
  }

  /** Open what the address names: a conversation, the app’s home, or on a phone the list of conversations. */
  go() {
    const asked = decodeURIComponent(location.hash.slice(1));
    if (!asked && isNarrow()) this.id = "";
    const target = this.world.find(asked) || (asked && this.id) || (isNarrow() ? "" : this.world.usual());
    document.body.classList.toggle("has-open", Boolean(target));
    if (target && target !== this.id) this.open(target);
    this.drawHead();
  }

  /** @param {string} target */
  open(target) {
    this.id = target;
    if (target === "home") {
      this.ask("opens_home");
      return this.drawHome();
    }
    this.messages = new Messages(this.world, (message) => this.acts((element) => ({ place: message.place, ts: message.ts, action: element.action_id })));
    this.composer = new Composer(this.world.commands, (text) => this.say(target, text));
    $("content").replaceChildren(this.messages.node);
    $("composer-place").replaceChildren(this.composer.node);
    this.ask("looks_at", { place: target });
  }

  /**
   * What a control does: ask for it, and say what came of it if that is trouble.
   * @param {(element: Kit) => object} about @returns {Act}
   */
  acts(about) {
    return async (what, element, value) => {
      const { trouble } = await this.ask(what, { ...about(element), value });
      if (trouble) this.onTrouble(trouble);
    };
  }

  /** @param {string} place @param {string} text */
  async say(place, text) {
    const { trouble } = await this.ask("types", { place, text });
    if (trouble) this.onTrouble(trouble);
    return !trouble;
  }

  /** Take in what is new in the conversation. @param {Conversation} news */
  take({ place, order, changed, firstUnread }) {
    if (place !== this.id || !this.messages) return;
    const fresh = this.messages.show(order, changed, firstUnread).filter((message) => message.user !== this.world.you);
    if (fresh.length) this.onNews(fresh.map((message) => `${this.world.people[message.user]?.name}: ${message.text}`).join(". "));
    const step = sessionStorage.getItem(STEP);
    sessionStorage.removeItem(STEP);
    if (step) this.atHand(JSON.parse(step));
    this.read();
  }

  /** Everything here is before one's eyes. */
  read() {
    if (this.id && this.id !== "home" && document.visibilityState === "visible") this.ask("reads", { place: this.id });
  }

  /** @param {View | null} view */
  takeHome(view) {
    this.homeView = view;
    if (this.id === "home") this.drawHome();
  }

  drawHome() {
    const view = this.homeView;
    const act = this.acts((element) => ({ view: view?.id, action: element.action_id }));
    const stage = { world: this.world, level: 3, state: view?.state, fields: new Map(), act, search: view ? searching(this.ask, view) : undefined };
    const shown = view ? renderBlocks(stage, view.blocks) : el("p", { class: "quiet" }, "One moment …");
    this.composer = null;
    $("composer-place").replaceChildren();
    $("content").replaceChildren(el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Home" }, el("div", { class: "home" }, shown)));
  }

  drawHead() {
    const { world } = this;
    const place = world.sidebar.find((one) => one.id === this.id);
    const own = world.appPlace();
    const isApp = this.id === "home" || (place && place === own);
    const isChannel = place?.kind === "channel" || place?.kind === "group";
    const title = isApp ? world.app : place ? `${isChannel ? "#" : ""}${world.placeName(place)}` : "";
    const members = isChannel ? `${place.members.length} members` : "";
    const said = JSON.stringify([this.id, title, members, own?.id]);
    if ($("top").said === said) return;
    $("top").said = said;
    document.title = title ? `${title} · Knowhow sandbox` : "Knowhow sandbox";
    const who = isApp ? world.people[world.bot] : place?.kind === "im" ? world.people[place.others[0]] || world.people[world.you] : null;
    $("top").replaceChildren(
      el("a", { class: "back", href: "#", "aria-label": "Back to all conversations" }, "‹"),
      who ? avatar(who, "small") : "", el("h2", {}, title), el("span", { class: "quiet" }, members), isApp ? this.tabs(own) : "");
    this.composer?.writesTo(title);
  }

  /** @param {Place | undefined} own */
  tabs(own) {
    const isHome = this.id === "home";
    return el("nav", { class: "tabs", "aria-label": this.world.app },
      el("a", { href: "#home", "aria-current": isHome ? "page" : null }, "Home"),
      el("a", { href: own ? `#${own.id}` : "#app", "aria-current": isHome ? null : "page" }, "Messages"));
  }

  /**
   * Be whom a step of the path is about, open where it happens, and have what is to be pressed or typed at hand.
   * @param {Step} step @param {(user: string, hash?: string) => string} addressAs
   */
  show(step, addressAs) {
    const isHere = (!step.be || step.be === this.world.you) && this.world.find(step.place) === this.id;
    if (isHere) return this.atHand(step);
    sessionStorage.setItem(STEP, JSON.stringify(step));
    if (step.be === this.world.you) location.hash = step.place;
    else location.href = addressAs(step.be, step.place);
  }

  /** @param {Step} step */
  atHand({ types, press }) {
    if (types) this.composer?.put(types);
    const button = press ? all(document, `#content [data-focus^="${CSS.escape(press)} "]`).at(-1) : null;
    button?.scrollIntoView({ block: "nearest" });
    button?.focus({ focusVisible: true });
  }
}
