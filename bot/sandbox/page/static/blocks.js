// Block Kit as elements: what stands in a message, a dialog or on the home page.

import { el, newId } from "./dom.js";
import { control, described } from "./controls.js";
import { richText, textObject } from "./text.js";

/** @import { Control, Kit, Labelled, Stage } from "./shapes.js" */

/**
 * Blocks as elements. `stage` says where they stand: `world`, `levels` (which heading a header is), `state` (what
 * fields hold), `act(block, element, value)` for what tells the app at once, and `fields`, a Map that is filled with
 * every control by `block/action`.
 * @param {Stage} stage @param {Kit[]} blocks
 */
export function renderBlocks(stage, blocks) {
  return blocks.map((block) => renderBlock(stage, block));
}

/** @param {Stage} stage @param {Kit} block */
function renderBlock(stage, block) {
  switch (block.type) {
    case "header":
      return el(`h${stage.level}`, { class: "block-header" }, block.text.text);
    case "section":
      return section(stage, block);
    case "rich_text":
      return richText(stage.world, block);
    case "markdown":
      return el("p", {}, block.text);
    case "context":
      return el("div", { class: "context" }, block.elements.map((/** @type {Kit} */ one) => (one.type === "image" ? image(one) : el("span", {}, textObject(stage.world, one)))));
    case "divider":
      return el("hr");
    case "image":
      return el("figure", {}, image(block), block.title && el("figcaption", {}, block.title.text));
    case "actions":
      return el("div", { class: "actions" }, block.elements.map((/** @type {Kit} */ element) => held(stage, block, element, block).node));
    case "input":
      return input(stage, block);
    default:
      return el("p", { class: "quiet" }, `(a ${block.type} block)`);
  }
}

/** Pictures from elsewhere are not fetched: nothing leaves this machine. @param {Kit} one */
function image(one) {
  return el("span", { class: "quiet" }, `Picture: ${one.alt_text}`);
}

/** @param {Stage} stage @param {Kit} block */
function section(stage, block) {
  return el("div", { class: "section" },
    el("div", { class: "words" },
      block.text && el("p", {}, textObject(stage.world, block.text)),
      block.fields && el("div", { class: "fields" }, block.fields.map((/** @type {Kit} */ field) => el("p", {}, textObject(stage.world, field))))),
    block.accessory && (block.accessory.type === "image" ? image(block.accessory) : held(stage, block, block.accessory, block).node));
}

/**
 * A control, remembered among the fields; `labelled` says what names it.
 * @param {Stage} stage @param {Kit} block @param {Kit} element @param {Labelled} labelled @returns {Control}
 */
function held(stage, block, element, labelled) {
  const value = stage.state?.[block.block_id]?.[element.action_id];
  const made = control(stage, block, element, value, labelled);
  if (made.value) stage.fields.set(`${block.block_id}/${element.action_id}`, { ...made, block: block.block_id, action: element.action_id, kind: element.type });
  return made;
}

/** @param {Stage} stage @param {Kit} block */
function input(stage, block) {
  const ids = { label: newId("label"), hint: block.hint && newId("hint"), error: newId("error") };
  const made = held(stage, block, block.element, { ...ids, required: !block.optional });
  const name = [el("span", {}, block.label.text), block.optional && el("span", { class: "quiet" }, " (optional)")];
  const below = [
    block.hint && el("p", { class: "hint", id: ids.hint }, block.hint.text),
    el("p", { class: "error", id: ids.error, hidden: true }),
  ];
  const row = made.isGroup
    ? el("fieldset", { class: "field", "aria-describedby": described(ids) }, el("legend", { id: ids.label }, name), made.node, below)
    : el("div", { class: "field" }, el("label", { id: ids.label, for: made.id }, name), made.node, below);
  row.dataset.block = block.block_id;
  return row;
}
