// Who one is, and one's conversations with what is unread in them.

import { avatar } from "./avatar.js";
import { all, el, keep } from "./dom.js";

/** @import { Item, Place, World } from "./shapes.js" */

/**
 * Show the sidebar. `current` is what is open; `onAs()` and `onWrite()` are asked for by its two buttons.
 * @param {HTMLElement} nav @param {World} world @param {string} current
 * @param {{ onAs: () => void, onWrite: () => void }} on
 */
export function drawSidebar(nav, world, current, { onAs, onWrite }) {
  if (!nav.firstChild) {
    nav.append(
      el("button", { type: "button", class: "me", id: "act-as", onclick: onAs, "aria-haspopup": "dialog" }),
      section("Channels", "channels"),
      section("Direct messages", "directs", el("button", { type: "button", class: "plus", onclick: onWrite, "aria-label": "Write to somebody", title: "Write to somebody" }, "+")),
      section("Apps", "apps"));
  }
  const [me, intoChannels, intoDirects, intoApps] = [".me", ".channels", ".directs", ".apps"].map((part) => all(nav, part)[0]);
  drawMe(me, world);
  const channels = world.sidebar.filter((place) => place.kind === "channel" || place.kind === "group");
  const own = world.appPlace();
  const directs = world.sidebar.filter((place) => ["im", "mpim"].includes(place.kind) && place !== own && (place.last || place.id === current));
  directs.sort((one, other) => (one.last < other.last ? 1 : -1));
  /** @type {Place} */
  const app = own || { id: "home", kind: "im", name: "", members: [], others: [world.bot], unread: 0, last: "" };
  keep(intoChannels, channels.map((place) => entry(world, place, current)));
  keep(intoDirects, directs.map((place) => entry(world, place, current)));
  keep(intoApps, [entry(world, app, current === "home" ? app.id : current)]);
}

/** @param {HTMLElement} button @param {World} world */
function drawMe(button, world) {
  const me = world.people[world.you];
  const said = me.name + me.title;
  if (button.said === said) return;
  button.said = said;
  const runs = world.you === world.facilitator ? ", runs the trials" : "";
  button.replaceChildren(avatar(me), el("span", { class: "who" },
    el("span", { class: "quiet" }, "You act as"), el("strong", {}, me.name), el("span", { class: "quiet" }, (me.title || "Colleague") + runs)),
    el("span", { class: "change" }, "Change"));
}

/** @param {string} title @param {string} name @param {HTMLElement} [more] */
function section(title, name, more) {
  const id = `section-${name}`;
  return el("section", { "aria-labelledby": id }, el("div", { class: "section-head" }, el("h2", { id }, title), more), el("ul", { class: `places ${name}` }));
}

/** @param {World} world @param {Place} place @param {string} current @returns {Item} */
function entry(world, place, current) {
  const name = world.placeName(place);
  const here = place.id === current;
  return { key: place.id, said: `${name} ${place.unread} ${here}`, build: () => build(world, place, name, here) };
}

/** @param {World} world @param {Place} place @param {string} name @param {boolean} here */
function build(world, place, name, here) {
  const unread = place.unread > 0 && !here;
  const direct = place.kind === "im" || place.kind === "mpim";
  const mark = place.kind === "im" ? avatar(world.people[place.others[0]] || world.people[world.you], "tiny")
    : el("span", { class: "mark", "aria-hidden": "true" }, place.kind === "mpim" ? place.members.filter((one) => one !== world.bot).length : "#");
  return el("li", {}, el("a", {
    href: `#${place.id}`, class: unread ? "unread" : "", "aria-current": here ? "page" : null, "data-focus": place.id,
  }, mark, el("span", { class: "name" }, name),
    unread && el("span", { class: "unseen" }, `, ${place.unread} unread`),
    unread && direct && el("span", { class: "badge", "aria-hidden": "true" }, place.unread)));
}
