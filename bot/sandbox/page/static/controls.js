// Block Kit's interactive elements as controls: each with its node, and where it holds something, its value.

import { el, newId } from "./dom.js";
import { confirmed } from "./confirm.js";
import { among, peoplePicker } from "./picker.js";
import { localOf, momentOf } from "./times.js";

/** @import { Control, Kit, Labelled, Making, Stage, World } from "./shapes.js" */

const LEAST_TYPED = 3; // letters, where a menu that the app fills does not say

/**
 * The control for an element: `{ node, id, isGroup, value(), set(value), focus() }`; buttons have only the node.
 * `held` is what Slack holds for it (from `state.values`), `labelled` the ids of what names and describes it.
 * @param {Stage} stage @param {Kit} block @param {Kit} element @param {Kit} held @param {Labelled} labelled
 * @returns {Control}
 */
export function control(stage, block, element, held, labelled) {
  const kit = { stage, block, element, held, labelled, names: names(element, labelled), act: acting(stage, block, element) };
  switch (element.type) {
    case "button": return button(kit);
    case "overflow": return overflow(kit);
    case "static_select": return select(kit, options(element));
    case "channels_select": return select(kit, channels(stage.world));
    case "conversations_select": return select(kit, conversations(stage.world));
    case "users_select": return people(kit, false);
    case "multi_users_select": return people(kit, true);
    case "external_select": return filled(kit, false);
    case "multi_external_select": return filled(kit, true);
    case "radio_buttons": return group(kit, "radio", element.options);
    case "checkboxes": return group(kit, "checkbox", element.options);
    case "multi_static_select": return group(kit, "checkbox", options(element).flatMap((/** @type {Kit} */ part) => part.options || [part]));
    case "multi_channels_select": return group(kit, "checkbox", channels(stage.world));
    case "multi_conversations_select": return group(kit, "checkbox", conversations(stage.world));
    case "datepicker": return typed(kit, "date");
    case "timepicker": return typed(kit, "time");
    case "datetimepicker": return moment(kit);
    case "number_input": return typed(kit, "number");
    case "email_text_input": return typed(kit, "email");
    case "url_text_input": return typed(kit, "url");
    default: return typed(kit, "text");
  }
}

/**
 * How a control is named: by its label in a form, else by its placeholder.
 * @param {Kit} element @param {Labelled} labelled
 */
function names(element, labelled) {
  if (labelled.label) return { "aria-labelledby": labelled.label, "aria-describedby": described(labelled), "aria-required": labelled.required || null };
  return { "aria-label": element.accessibility_label || element.placeholder?.text || element.text?.text || "Choose" };
}

/** The ids of what describes a field: its hint, and what is wrong with it. @param {Labelled} ids */
export const described = (ids) => [ids.hint, ids.error].filter(Boolean).join(" ");

/**
 * What happens when somebody acts: confirmed where the app asks for it; in a form only the form's sending tells it.
 * @param {Stage} stage @param {Kit} block @param {Kit} element @returns {Making["act"]}
 */
function acting(stage, block, element) {
  return async (value, undo) => {
    if (block.type === "input" && !block.dispatch_action) return;
    if (element.confirm && !(await confirmed(stage.world, element.confirm))) undo?.();
    else stage.act(element.type === "button" ? "presses" : "chooses", element, value);
  };
}

/** @param {Making} making @returns {Control} */
function button({ element, act }) {
  const style = ["primary", "danger"].includes(element.style) ? element.style : "";
  const node = el("button", {
    type: "button", class: style, "aria-label": element.accessibility_label,
    "data-focus": `${element.action_id} ${element.value || ""}`, onclick: () => act(element.value),
  }, element.text.text);
  return { node };
}

/** @param {Making} making @returns {Control} */
function overflow({ element, act, names }) {
  const node = el("select", { ...names, "aria-label": "More", class: "overflow" },
    el("option", { value: "" }, "More …"), element.options.map((/** @type {Kit} */ one) => el("option", { value: one.value }, one.text.text)));
  node.addEventListener("change", () => { act(node.value); node.value = ""; });
  return { node };
}

// ---- choosing --------------------------------------------------------------------------------------------------------

/** @param {Kit} element */
function options(element) {
  return element.option_groups ? element.option_groups.map((/** @type {Kit} */ part) => ({ label: part.label.text, options: part.options })) : element.options;
}

/** @param {string} value @param {string} text */
const asOption = (value, text) => ({ value, text: { text } });
/** @param {World} world */
const channels = (world) => world.sidebar.filter((one) => one.kind === "channel").map((one) => asOption(one.id, `#${one.name}`));
/** @param {World} world */
const conversations = (world) => world.sidebar.map((one) => asOption(one.id, world.placeName(one)));

/** What Slack holds for an element, as the plain value or values that a control takes. @param {Kit} held */
function plainly(held) {
  if (!held) return null;
  const [value] = Object.entries(held).filter(([name]) => name !== "type").map(([, one]) => one);
  if (Array.isArray(value)) return value.map((one) => one?.value ?? one);
  return value?.value ?? value;
}

/** @param {Making} making @param {Kit[]} parts @returns {Control} */
function select({ element, held, names, act }, parts) {
  const id = newId("select");
  const one = (/** @type {Kit} */ option) => el("option", { value: option.value }, option.text.text);
  const node = el("select", { id, ...names, "data-focus": element.action_id },
    el("option", { value: "" }, element.placeholder?.text || "Choose one"),
    parts.map((part) => (part.options ? el("optgroup", { label: part.label }, part.options.map(one)) : one(part))));
  node.value = plainly(held) || "";
  let before = node.value;
  node.addEventListener("change", async () => {
    await act(node.value || null, () => { node.value = before; });
    before = node.value;
  });
  return { id, node, value: () => node.value || null, set: (value) => { node.value = value || ""; }, focus: () => node.focus() };
}

/** @param {Making} making @param {string} type @param {Kit[]} choices @returns {Control} */
function group({ element, held, act, labelled }, type, choices) {
  const name = newId("group");
  const chosen = [plainly(held)].flat();
  const boxes = choices.map((option) => {
    const id = newId(type);
    const box = el("input", { type, id, name, value: option.value, "aria-describedby": option.description && `${id}-more`, "data-focus": `${element.action_id} ${option.value}` });
    box.checked = chosen.includes(option.value);
    return { box, row: el("div", { class: "choice" }, box, el("label", { for: id }, option.text.text),
      option.description && el("span", { class: "quiet", id: `${id}-more` }, option.description.text)) };
  });
  const several = type === "checkbox";
  const value = () => {
    const ticked = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    return several ? ticked : ticked[0] ?? null;
  };
  const set = (/** @type {Kit} */ wanted) => boxes.forEach(({ box }) => { box.checked = [wanted].flat().includes(box.value); });
  let before = value();
  const node = el("div", { class: "choices", ...(labelled.label ? {} : { role: "group", "aria-label": element.placeholder?.text || "Choose" }) }, boxes.map(({ row }) => row));
  node.addEventListener("change", async () => {
    await act(value(), () => set(before));
    before = value();
  });
  return { isGroup: true, node, value, set, focus: () => boxes[0]?.box.focus() };
}

/** @param {Making} making @param {boolean} several @returns {Control} */
function people({ stage, element, held, names, act, labelled }, several) {
  const everybody = Object.values(stage.world.people).filter((person) => !person.isBot);
  return peoplePicker({
    names, several, find: among(everybody), known: everybody, chosen: [plainly(held) ?? []].flat(), most: element.max_selected_items,
    placeholder: element.placeholder?.text || "Search by name", onchange: act, labelled,
  });
}

/**
 * A menu that the app fills: asked as somebody types, from so many letters on as it says.
 * @param {Making} making @param {boolean} several @returns {Control}
 */
function filled({ stage, element, held, names, act, labelled }, several) {
  const least = element.min_query_length ?? LEAST_TYPED;
  const asPerson = (/** @type {Kit} */ option) => ({ id: option.value, name: option.text.text, title: "", isBot: false });
  const chosen = [held?.selected_options ?? held?.selected_option ?? []].flat().map(asPerson);
  const find = async (/** @type {string} */ typed) => (typed.length < least ? [] : (await stage.search?.(element, typed) || []).map(asPerson));
  return peoplePicker({
    names, several, find, known: chosen, chosen: chosen.map((one) => one.id), most: element.max_selected_items, least,
    placeholder: element.placeholder?.text || "Type to search", onchange: act, labelled,
  });
}

// ---- typing ----------------------------------------------------------------------------------------------------------

/** @param {Making} making @param {string} type @returns {Control} */
function typed({ element, held, names, act }, type) {
  const id = newId("input");
  const focus = { "data-focus": element.action_id };
  const limits = { maxlength: element.max_length, minlength: element.min_length || null };
  const placeholder = element.placeholder?.text;
  const node = element.multiline
    ? el("textarea", { id, rows: 4, placeholder, ...limits, ...names, ...focus })
    : el("input", { id, type, placeholder, autocomplete: "off", step: element.is_decimal_allowed ? "any" : null, ...limits, ...names, ...focus });
  node.value = plainly(held) ?? "";
  node.addEventListener("change", () => act(node.value || null));
  return { id, node, value: () => node.value || null, set: (value) => { node.value = value ?? ""; }, focus: () => node.focus() };
}

/**
 * A date and a time. Slack holds a timestamp; people read and type the hospital's own time.
 * @param {Making} making @returns {Control}
 */
function moment({ element, held, names, act }) {
  const id = newId("input");
  const read = (/** @type {Kit} */ seconds) => (seconds ? localOf(seconds) : "");
  const node = el("input", { id, type: "datetime-local", ...names, "data-focus": element.action_id });
  const value = () => (node.value ? momentOf(node.value) : null);
  node.value = read(plainly(held));
  node.addEventListener("change", () => act(value()));
  return { id, node, value, set: (seconds) => { node.value = read(seconds); }, focus: () => node.focus() };
}
