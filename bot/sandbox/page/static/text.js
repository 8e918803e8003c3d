// What the app writes, as elements: rich text, Slack's own markup, and plain text.

import { el } from "./dom.js";

/** @import { Kit, World } from "./shapes.js" */

/** @type {Record<string, string>} */
const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/** The name of somebody, marked as a mention. @param {World} world @param {string} user */
export function mention(world, user) {
  const person = world.people[user];
  return el("span", { class: user === world.you ? "mention you" : "mention" }, `@${person ? person.name : "somebody"}`);
}

/** @param {World} world @param {string} id */
function channel(world, id) {
  const place = world.sidebar.find((one) => one.id === id);
  return place ? el("a", { class: "mention", href: `#${id}` }, `#${place.name}`) : el("span", { class: "mention" }, "#private");
}

/** A link that leaves this page; only for addresses of the web. @param {string} url @param {string} [text] */
export function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(text || url);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text || url);
}

// ---- rich text -------------------------------------------------------------------------------------------------------

/** A rich_text block. @param {World} world @param {Kit} block */
export function richText(world, block) {
  return el("div", { class: "rich" }, block.elements.map((/** @type {Kit} */ part) => richPart(world, part)));
}

/** @param {World} world @param {Kit} part @returns {HTMLElement} */
function richPart(world, part) {
  switch (part.type) {
    case "rich_text_list":
      return el(part.style === "ordered" ? "ol" : "ul", { class: `indent-${part.indent || 0}` },
        part.elements.map((/** @type {Kit} */ item) => el("li", {}, runs(world, item.elements))));
    case "rich_text_quote":
      return el("blockquote", {}, runs(world, part.elements));
    case "rich_text_preformatted":
      return copyable(runs(world, part.elements));
    default:
      return el("p", {}, runs(world, part.elements));
  }
}

/**
 * Preformatted text, with a button that copies it; it can be reached by keyboard because it may scroll.
 * @param {Kit[]} content
 */
function copyable(content) {
  const text = el("pre", { tabindex: 0 }, content);
  const copy = el("button", { type: "button", class: "small", onclick: async () => {
    await navigator.clipboard.writeText(text.textContent);
    copy.textContent = "Copied";
  } }, "Copy");
  return el("div", { class: "copyable" }, text, copy);
}

/** @param {World} world @param {Kit[]} elements */
function runs(world, elements) {
  return elements.map((run) => dressed(run, bare(world, run)));
}

/** @param {World} world @param {Kit} run @returns {Node | string} */
function bare(world, run) {
  switch (run.type) {
    case "user": return mention(world, run.user_id);
    case "channel": return channel(world, run.channel_id);
    case "link": return link(run.url, run.text);
    case "emoji": return run.unicode ? emoji(run.unicode) : `:${run.name}:`;
    case "broadcast": return el("span", { class: "mention" }, `@${run.range}`);
    case "usergroup": return el("span", { class: "mention" }, "@group");
    default: return run.text || "";
  }
}

/** @param {string} unicode */
const emoji = (unicode) => String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16)));

/** @param {Kit} run @param {Node | string} content */
function dressed(run, content) {
  return Object.entries(STYLES).reduce((inner, [style, tag]) => (run.style?.[style] ? el(tag, {}, inner) : inner), content);
}

// ---- text objects and Slack's markup ---------------------------------------------------------------------------------

/** A text object, `plain_text` or `mrkdwn`. @param {World} world @param {Kit} object @returns {(Node | string)[]} */
export function textObject(world, object) {
  return object.type === "mrkdwn" ? markup(world, object.text) : [object.text];
}

const PIECES = /<([^<>\n]+)>|```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<!\w)_([^_\n]+)_(?!\w)|(?<![\w~])~([^~\n]+)~(?![\w~])/;

/**
 * Slack's markup as nodes: mentions, links, bold, italic, struck, code; entities once undone.
 * @param {World} world @param {string} text @returns {(Node | string)[]}
 */
export function markup(world, text) {
  const found = PIECES.exec(text);
  if (!found) return [unescaped(text)];
  const [all, angle, block, code, bold, italic, struck] = found;
  const before = found.index ? [unescaped(text.slice(0, found.index))] : [];
  const after = text.slice(found.index + all.length);
  let node;
  if (angle !== undefined) node = angled(world, angle);
  else if (block !== undefined) node = el("pre", { tabindex: 0 }, unescaped(block));
  else if (code !== undefined) node = el("code", {}, unescaped(code));
  else if (bold !== undefined) node = el("strong", {}, markup(world, bold));
  else if (italic !== undefined) node = el("em", {}, markup(world, italic));
  else node = el("s", {}, markup(world, struck));
  return [...before, node, ...(after ? markup(world, after) : [])];
}

/** @param {World} world @param {string} inside */
function angled(world, inside) {
  const [target, label] = inside.split("|", 2);
  if (target.startsWith("@")) return mention(world, target.slice(1));
  if (target.startsWith("#")) return channel(world, target.slice(1));
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${target.slice(1)}`);
  return link(unescaped(target), unescaped(label || target));
}

/** @param {string} text */
const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
