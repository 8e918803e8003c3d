// Elements in few words. Text only ever becomes a text node: nothing that people typed is read as markup.

/** @import { Item } from "./shapes.js" */

/**
 * An element: `el("p", { class: "quiet", onclick: go }, "Hello ", bold)`. Children that are null or false are left out.
 * @template {string} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} properties
 * @param {any[]} children
 */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return /** @type {Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement} */ (made);
}

/**
 * Bring the children of `parent` to what `items` say: `{ key, said, build }`, in order. What says the same stays as it
 * is, and with it whatever somebody is doing there; the focus moves to what takes the place of a focused child.
 * @param {HTMLElement} parent
 * @param {Item[]} items
 */
export function keep(parent, items) {
  const children = /** @type {HTMLElement[]} */ ([...parent.children]);
  const before = new Map(children.map((child) => [child.dataset.key, child]));
  /** @type {HTMLElement | null} */
  let previous = null;
  for (const { key, said, build } of items) {
    let child = before.get(key);
    before.delete(key);
    if (!child || child.said !== said) child = replaced(child, build());
    child.dataset.key = key;
    child.said = said;
    /** @type {ChildNode | null} */
    const place = previous ? previous.nextSibling : parent.firstChild;
    if (child !== place) parent.insertBefore(child, place);
    previous = child;
  }
  for (const child of before.values()) child.remove();
}

/** @param {HTMLElement | undefined} old @param {HTMLElement} fresh */
function replaced(old, fresh) {
  if (!old) return fresh;
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const focused = old.contains(active) ? active : null;
  const again = focused?.dataset.focus;
  old.replaceWith(fresh);
  if (focused) {
    /** @type {HTMLElement | null} */
    const next = again ? fresh.querySelector(`[data-focus="${CSS.escape(again)}"]`) : null;
    if (!next && !fresh.matches("a, button")) fresh.tabIndex = -1;
    (next || fresh).focus({ preventScroll: true });
  }
  return fresh;
}

/** The element with this id, which the page has. @param {string} id */
export const $ = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** All elements within another that a selector means. @param {ParentNode} within @param {string} selector */
export const all = (within, selector) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);

let numbers = 0;

/** An id for an element that another refers to. @param {string} name */
export function newId(name) {
  numbers += 1;
  return `${name}-${numbers}`;
}
