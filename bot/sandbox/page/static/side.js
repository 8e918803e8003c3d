// What stands beside the workspace: the path for a first visit, and what happened while time moved.

import { el, keep } from "./dom.js";
import { hour, shortDay } from "./times.js";

/** @import { Guide, Meanwhile, Step, Wrote } from "./shapes.js" */

/**
 * Show the six steps. `onShow(step)` takes the person to one; `onDismiss()` puts the path away.
 * @param {HTMLElement} section @param {Guide | null | undefined} guide
 * @param {{ onShow: (step: Step) => void, onDismiss: () => void }} on
 */
export function drawGuide(section, guide, { onShow, onDismiss }) {
  section.hidden = !guide;
  if (!guide) return section.replaceChildren();
  const done = guide.steps.filter((step) => step.done).length;
  const now = guide.steps.findIndex((step) => !step.done);
  keep(section, [
    { key: "head", said: String(done), build: () => el("div", { class: "panel-head" },
      el("h2", { id: "guide-title" }, now < 0 ? "You have seen a whole trial" : "A trial in six steps"),
      el("span", { class: "quiet" }, `${done} of ${guide.steps.length} done`),
      el("button", { type: "button", class: "cross", "aria-label": "Put the six steps away", "data-focus": "dismiss", onclick: onDismiss }, "×")) },
    { key: "steps", said: JSON.stringify(guide), build: () => el("ol", { class: "steps" },
      guide.steps.map((step, place) => one(step, place, place === now, onShow))) },
    { key: "more", said: "", build: () => el("p", { class: "quiet beyond" },
      "There is more: /aar new starts a review, /cafe new a knowledge café, and /library search looks in a year of records.") },
  ]);
}

/** @param {Step} step @param {number} place @param {boolean} isNow @param {(step: Step) => void} onShow */
function one(step, place, isNow, onShow) {
  return el("li", { class: step.done ? "done" : isNow ? "now" : "", "aria-current": isNow ? "step" : null },
    el("span", { class: "tick", "aria-hidden": "true" }, step.done ? "✓" : place + 1),
    el("div", {}, el("h3", {}, step.title, step.done && el("span", { class: "unseen" }, ", done")),
      isNow && el("p", {}, step.says),
      isNow && (step.be || step.place) && el("button", { type: "button", "data-focus": `step ${place}`, onclick: () => onShow(step) }, "Show me")));
}

/**
 * Show what happened while time moved, and go there for those who listen.
 * @param {HTMLElement} section @param {Meanwhile | null} said @param {() => void} [onClose]
 */
export function drawMeanwhile(section, said, onClose) {
  section.hidden = !said;
  if (!said) return section.replaceChildren();
  const nothing = !said.others.length && !said.bot.length;
  const title = el("h2", { id: "meanwhile-title", tabindex: -1 }, "Meanwhile");
  section.replaceChildren(
    el("div", { class: "panel-head" }, title, el("button", { type: "button", class: "cross", "aria-label": "Close what happened meanwhile", onclick: onClose }, "×")),
    nothing ? el("p", {}, "Nothing happened.") : "",
    said.others.length ? el("ul", { class: "others" }, said.others.map((line) => el("li", {}, line))) : "",
    said.bot.length ? el("ol", { class: "wrote" }, said.bot.map(wrote)) : "");
  title.focus({ preventScroll: true });
}

/** @param {Wrote} line */
const when = ({ at, until }) => (at.slice(0, 10) === until.slice(0, 10) ? `${shortDay(at)}, ${hour(at)}` : `${shortDay(at)} to ${shortDay(until)}`);

/** @param {Wrote} line */
function wrote(line) {
  return el("li", {},
    el("span", { class: "quiet" }, `${when(line)}, to ${line.to}`),
    line.place ? el("a", { href: `#${line.place}` }, line.text) : el("span", {}, line.text));
}
