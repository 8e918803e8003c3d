// Somebody's picture: their initials on one of eight colours.

import { el } from "./dom.js";

/** @import { Person } from "./shapes.js" */

const COLOURS = 8;

/** A picture that says nothing to a screen reader: the name stands beside it. @param {Person} person */
export function avatar(person, size = "") {
  if (person.isBot) return el("img", { class: `avatar bot ${size}`, src: "/static/icon.svg", alt: "" });
  const letters = person.name.split(/\s+/).map((part) => part[0]).filter((letter) => /\p{L}/u.test(letter));
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("");
  const colour = [...person.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS;
  return el("span", { class: `avatar hue-${colour} ${size}`, "aria-hidden": "true" }, initials);
}
