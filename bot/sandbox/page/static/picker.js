// A box to search people in: for Block Kit's people menus, for those that the app fills, and for saying who one is.

import { el, newId } from "./dom.js";

/** @import { Holder, Kit, Labelled, Person } from "./shapes.js" */

const MOST_SHOWN = 60;

/** What everybody is called who was ever found, by id: a form that is drawn anew goes on naming whom it holds. */
const called = new Map();

/** Whether somebody's name or job has all the words of what was typed. @param {Person} person @param {string} typed */
export function fits(person, typed) {
  const said = `${person.name} ${person.title}`.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => said.includes(word));
}

/** Finds people among these, for whatever is typed. @param {Person[]} people @returns {(typed: string) => Promise<Person[]>} */
export const among = (people) => async (typed) => people.filter((person) => fits(person, typed));

/**
 * A combobox of people, for one or several. `chosen` are ids; `onchange(value, undo)` hears of a choice. `find(typed)`
 * says who is on offer, from `least` letters on, and `known` are those whose names may have to be shown before anybody
 * looks for them.
 * Keys as in every such box: arrows to move, Enter to choose, Escape to close, Backspace to take the last one away.
 * @param {{
 *   names: Record<string, Kit>, several: boolean, find: (typed: string) => Promise<Person[]>, known: Person[], chosen: string[],
 *   most?: number, placeholder: string, least?: number,
 *   onchange: (value: Kit, undo?: () => void) => void, labelled: Labelled,
 * }} box
 * @returns {Holder}
 */
export function peoplePicker({ names, several, find, known, chosen, most, least = 1, placeholder, onchange, labelled }) {
  const id = newId("people");
  const listId = newId("list");
  for (const person of known) called.set(person.id, person.name);
  let picked = [...chosen];
  let active = -1;
  /** @type {Person[]} */
  let found = [];
  const tokens = el("span", { class: "tokens" });
  const box = el("input", {
    id, ...names, type: "text", role: "combobox", autocomplete: "off", placeholder, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": listId, "aria-required": labelled.required || null,
  });
  const list = el("ul", { id: listId, role: "listbox", class: "listbox", "aria-label": "People", hidden: true });
  const nobody = el("p", { class: "quiet", role: "status" });
  const node = el("div", { class: "picker" }, tokens, box, list, nobody);
  const nameOf = (/** @type {string} */ user) => called.get(user) || "Somebody";

  async function look() {
    const typed = box.value;
    const there = await find(several || !picked.length ? typed : "");
    if (box.value !== typed || document.activeElement !== box) return; // they have typed on, or gone elsewhere
    found = there.filter((person) => !picked.includes(person.id)).slice(0, MOST_SHOWN);
    for (const person of found) called.set(person.id, person.name);
    nobody.textContent = found.length || typed.length < least ? "" : "No results";
    show();
  }

  function show() {
    list.replaceChildren(...found.map((person, place) => el("li", {
      role: "option", id: `${listId}-${place}`, "aria-selected": String(place === active),
      onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); choose(person.id); },
    }, el("strong", {}, person.name), el("span", { class: "quiet" }, ` ${person.title}`))));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0 && found[active]) {
      box.setAttribute("aria-activedescendant", `${listId}-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function hide() {
    list.hidden = true;
    nobody.textContent = "";
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    if (!several) box.value = picked.length ? nameOf(picked[0]) : "";
  }

  function draw() {
    tokens.replaceChildren(...(several ? picked : []).map((user) => el("button", {
      type: "button", class: "token", "aria-label": `Take ${nameOf(user)} out`, onclick: () => change(picked.filter((one) => one !== user)),
    }, nameOf(user), el("span", { "aria-hidden": "true" }, " ×"))));
  }

  /** @param {string[]} to */
  function change(to) {
    const before = picked;
    picked = to;
    box.value = "";
    draw();
    hide();
    onchange(value(), () => { picked = before; draw(); hide(); });
  }

  /** @param {string} user */
  function choose(user) {
    if (!several) change([user]);
    else if (!most || picked.length < most) change([...picked, user]);
  }

  box.addEventListener("focus", () => { if (!several) box.select(); });
  box.addEventListener("input", () => { if (!several) picked = []; active = 0; look(); });
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        active = 0;
        look();
        return;
      }
      active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      show();
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (found[active]) choose(found[active].id);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key === "Backspace" && several && !box.value && picked.length) change(picked.slice(0, -1));
  });
  const value = () => (several ? picked : picked[0] ?? null);
  draw();
  hide();
  return { id, node, value, set: (to) => { picked = [to ?? []].flat(); draw(); hide(); }, focus: () => box.focus() };
}
