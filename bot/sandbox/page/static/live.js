// The line to the program: what this window asks for, and what it is told when something changes.

/** @import { Answer, News } from "./shapes.js" */

const TRIES_AGAIN_AFTER = 400;

export class Live {
  /**
   * `onNews(parts)` hears what has changed; `onLost()` that the line is broken, until it comes back.
   * @param {(news: News) => void} onNews @param {() => void} onLost
   */
  constructor(onNews, onLost) {
    this.onNews = onNews;
    this.onLost = onLost;
    /** @type {Map<number, (answer: Answer) => void>} */
    this.asked = new Map();
    this.number = 0;
    this.wasLost = false;
    this.socket = this.connect();
  }

  /**
   * Ask for something: `ask("presses", { … })`; resolves to the answer, whose `trouble` says what went wrong.
   * @param {string} what @returns {Promise<Answer>}
   */
  ask(what, about = {}) {
    this.number += 1;
    const id = this.number;
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.resolve({ trouble: "The program behind this page has stopped." });
    this.socket.send(JSON.stringify({ id, do: what, ...about }));
    return new Promise((resolve) => this.asked.set(id, resolve));
  }

  connect() {
    const as = new URLSearchParams(location.search).get("as") || "";
    const socket = new WebSocket(`ws://${location.host}/live?as=${encodeURIComponent(as)}`);
    socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.lose());
    return socket;
  }

  /** @param {any} said */
  hear(said) {
    if (this.wasLost) location.reload(); // another run of the program, or another beginning: nothing here is true any more
    else if ("answer" in said) {
      this.asked.get(said.answer)?.(said);
      this.asked.delete(said.answer);
    } else this.onNews(said);
  }

  lose() {
    this.wasLost = true;
    this.onLost();
    for (const resolve of this.asked.values()) resolve({});
    this.asked.clear();
    setTimeout(() => { this.socket = this.connect(); }, TRIES_AGAIN_AFTER);
  }
}
