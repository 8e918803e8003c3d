// Elements in few words. Text only ever becomes a text node: nothing that people typed is read as markup.

/** An element: `el("p", { class: "quiet", onclick: go }, "Hello ", bold)`. Children that are null or false are left out. */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * Bring the children of `parent` to what `items` say: `{ key, said, build }`, in order. What says the same stays as it
 * is, and with it whatever somebody is doing there; the focus moves to what takes the place of a focused child.
 */
export function keep(parent, items) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let previous = null;
  for (const { key, said, build } of items) {
    let child = before.get(String(key));
    before.delete(String(key));
    if (!child || child.said !== said) child = replaced(child, build());
    child.dataset.key = key;
    child.said = said;
    const place = previous ? previous.nextSibling : parent.firstChild;
    if (child !== place) parent.insertBefore(child, place);
    previous = child;
  }
  for (const child of before.values()) child.remove();
}

function replaced(old, fresh) {
  if (!old) return fresh;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const again = focused && focused.dataset.focus;
  old.replaceWith(fresh);
  if (focused) {
    const next = again ? fresh.querySelector(`[data-focus="${CSS.escape(again)}"]`) : null;
    if (!next && !fresh.matches("a, button")) fresh.tabIndex = -1;
    (next || fresh).focus({ preventScroll: true });
  }
  return fresh;
}

let numbers = 0;

/** An id for an element that another refers to. */
export function newId(name) {
  numbers += 1;
  return `${name}-${numbers}`;
}
