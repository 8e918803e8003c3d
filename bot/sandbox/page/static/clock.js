// The clock of the hospital: what time it is, what falls due next, and moving on.

import { el } from "./dom.js";
import { hour, longDay, shortDay } from "./times.js";

/** @import { Now } from "./shapes.js" */

const OTHERS = "knowhow: others answer";

/** The bar at the top. `move(what, about)` asks the program to move; `onMenu` are the other things one can do here. */
export class Clock {
  /**
   * @param {HTMLElement} header
   * @param {(what: string, about: object) => Promise<unknown>} move
   * @param {{ onAgain: () => void, onGuide: () => void }} onMenu
   */
  constructor(header, move, { onAgain, onGuide }) {
    this.move = move;
    /** @type {Now | null} */
    this.clock = null;
    this.now = el("p", { class: "now", id: "now" });
    this.next = el("p", { class: "next" });
    this.goNext = el("button", { type: "button", class: "primary", id: "go-next", onclick: () => this.go(this.clock?.next?.at) }, "Go there");
    this.tomorrow = el("button", { type: "button", id: "go-tomorrow", onclick: () => this.go(this.clock?.tomorrow) });
    this.day = el("input", { type: "date", id: "go-day", "aria-label": "Go to a day" });
    this.goDay = el("button", { type: "button", id: "go-to-day", onclick: () => this.day.value && this.go(this.day.value) }, "Go to this day");
    this.others = el("button", { type: "button", id: "others", class: "wide-only", onclick: () => this.move("others_answer", {}) }, "Let the others answer");
    this.othersToo = el("button", { type: "button", class: "narrow-only", onclick: () => this.shut(() => this.move("others_answer", {})) }, "Let the others answer");
    this.withOthers = el("input", { type: "checkbox", id: "with-others" });
    this.withOthers.checked = localStorage.getItem(OTHERS) !== "no";
    this.withOthers.addEventListener("change", () => localStorage.setItem(OTHERS, this.withOthers.checked ? "yes" : "no"));
    this.busy = el("p", { class: "busy", role: "status" });
    this.more = el("details", { class: "more" }, el("summary", {}, "More"),
      el("div", { class: "menu" },
        this.othersToo,
        this.tomorrow,
        el("div", { class: "row" }, this.day, this.goDay),
        el("div", { class: "choice" }, this.withOthers, el("label", { for: "with-others" }, "While time moves, let the others answer")),
        el("hr"),
        el("button", { type: "button", onclick: () => this.shut(onGuide) }, "Show the six steps"),
        el("button", { type: "button", class: "danger", onclick: () => this.shut(onAgain) }, "Start again …")));
    this.more.addEventListener("keydown", (event) => { if (event.key === "Escape") this.shut(); });
    document.addEventListener("click", (event) => { if (!this.more.contains(/** @type {Node} */ (event.target))) this.more.open = false; });
    header.append(el("h1", {}, el("a", { class: "brand", href: "#" }, el("img", { src: "/static/icon.svg", alt: "", width: 28, height: 28 }), el("span", {}, "Knowhow sandbox"))),
      el("div", { class: "times" }, this.now, this.next), this.goNext, this.others, this.busy, this.more);
  }

  /** Show what time it is now, and what falls due next. @param {Now} clock */
  show(clock) {
    this.clock = clock;
    this.now.replaceChildren(el("span", { class: "unseen" }, "It is "), el("strong", {}, el("span", { class: "wide-only" }, longDay(clock.now)), el("span", { class: "narrow-only" }, `${shortDay(clock.now)} ${clock.now.slice(0, 4)}`)), `, ${hour(clock.now)}`);
    this.next.replaceChildren(...(clock.next ? ["Next: ", el("span", {}, clock.next.what), ` on ${shortDay(clock.next.at)}, ${hour(clock.next.at)}`] : ["Nothing is due."]));
    this.goNext.hidden = !clock.next;
    this.tomorrow.textContent = `Go to ${shortDay(clock.tomorrow)}, ${hour(clock.tomorrow)}`;
    this.day.min = clock.now.slice(0, 10);
    this.day.max = clock.latest;
    this.busy.textContent = clock.busy ? `${clock.busy[0].toUpperCase()}${clock.busy.slice(1)} …` : "";
    for (const button of [this.goNext, this.tomorrow, this.goDay, this.others, this.othersToo]) button.setAttribute("aria-disabled", String(Boolean(clock.busy)));
    document.documentElement.classList.toggle("is-busy", Boolean(clock.busy));
  }

  /** @param {string | undefined} when */
  go(when) {
    this.more.open = false;
    return this.move("goes_to", { when, withOthers: this.withOthers.checked });
  }

  /** @param {() => unknown} [then] */
  shut(then) {
    this.more.open = false;
    this.more.querySelector("summary")?.focus();
    then?.();
  }
}
