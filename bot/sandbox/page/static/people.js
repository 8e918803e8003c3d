// Choosing somebody: whom to act as, or whom to write to.

import { avatar } from "./avatar.js";
import { all, el } from "./dom.js";
import { fits } from "./picker.js";

/** @import { Person } from "./shapes.js" */

/**
 * A dialog with everybody in it, to be searched by name or job. `href(person)` makes each a link that may be opened in
 * a window of its own; otherwise `onPick(person)` hears who was picked. `onNew()` is asked for who is not there.
 * @param {{
 *   title: string, says?: string, people: Person[], href?: (person: Person) => string, onPick?: (person: Person) => void,
 *   marked?: (person: Person) => string, onNew?: () => void,
 * }} asked
 */
export function choosePerson({ title, says, people, href, onPick, marked, onNew }) {
  const search = el("input", { type: "search", id: "search-people", placeholder: "Search by name or job", "aria-label": "Search by name or job", autocomplete: "off" });
  const found = el("p", { class: "unseen", role: "status" });
  const list = el("ul", { class: "everybody" });
  const dialog = el("dialog", { class: "dialog people", "aria-labelledby": "people-title" },
    el("div", { class: "modal-head" }, el("h2", { id: "people-title" }, title),
      el("button", { type: "button", class: "cross", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
    says && el("p", { class: "quiet" }, says), search, found, list,
    onNew && el("div", { class: "foot" }, el("button", { type: "button", onclick: () => { dialog.close(); onNew(); } }, "Add somebody new")));

  function draw() {
    const fitting = people.filter((person) => fits(person, search.value));
    found.textContent = `${fitting.length} found`;
    list.replaceChildren(...fitting.map((person) => el("li", {}, href ? linked(person, href(person)) : picked(person))));
  }
  const about = (/** @type {Person} */ person) => [avatar(person), el("span", { class: "who" }, el("strong", {}, person.name),
    el("span", { class: "quiet" }, marked?.(person) || person.title))];
  const linked = (/** @type {Person} */ person, /** @type {string} */ address) => [
    el("a", { class: "person", href: address }, about(person)),
    el("a", { class: "window", href: address, target: "_blank", "aria-label": `${person.name} in a new window` }, "New window")];
  const picked = (/** @type {Person} */ person) => el("button", { type: "button", class: "person", onclick: () => { dialog.close(); onPick?.(person); } }, about(person));

  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); all(list, ".person")[0]?.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); all(list, ".person")[0]?.focus(); }
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const rows = all(list, ".person");
    const next = rows[rows.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (event.key === "ArrowDown" ? 1 : -1)];
    (next || search).focus();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
  search.focus();
}
