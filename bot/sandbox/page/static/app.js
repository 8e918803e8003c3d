// The page: who draws what when something changes, and what people can do beside Slack.

import { Clock } from "./clock.js";
import { confirmed } from "./confirm.js";
import { $, el } from "./dom.js";
import { Live } from "./live.js";
import { Modal } from "./modal.js";
import { addSomebody } from "./newcomer.js";
import { Opened } from "./opened.js";
import { choosePerson } from "./people.js";
import { drawGuide, drawMeanwhile } from "./side.js";
import { drawSidebar } from "./sidebar.js";
import { world } from "./world.js";

/** @import { Ask, News } from "./shapes.js" */

const live = new Live(hear, () => document.documentElement.classList.add("is-lost"));
/** @type {Ask} */
const ask = (what, about) => live.ask(what, about);
const opened = new Opened(world, ask, { onTrouble: trouble, onNews: announce });
const modal = new Modal(world, ask, trouble);
const clock = new Clock($("clock"), move, { onAgain: startAgain, onGuide: () => ask("wants_guide") });

// ---- what the program says -------------------------------------------------------------------------------------------

/** @param {News} news */
function hear(news) {
  if (news.you) world.you = news.you;
  if (news.who) Object.assign(world, news.who);
  if (news.sidebar) world.sidebar = news.sidebar;
  if (news.clock) clock.show(news.clock);
  if ("guide" in news) drawGuide($("guide"), news.guide, { onShow: (step) => opened.show(step, asPerson), onDismiss: () => ask("dismisses_guide") });
  if (news.sidebar || news.who) go(); // a conversation that the address names may only now be there
  if (news.conversation) opened.take(news.conversation);
  if (news.home !== undefined) opened.takeHome(news.home);
  if (news.modal !== undefined) modal.show(news.modal);
}

function go() {
  opened.go();
  drawSidebar($("sidebar"), world, opened.id, { onAs: actAs, onWrite: writeTo });
}

// ---- what people do --------------------------------------------------------------------------------------------------

/** @param {string} user @param {string} [hash] */
const asPerson = (user, hash = "") => `?as=${user}${hash ? `#${hash}` : ""}`;
const colleagues = () => Object.values(world.people).filter((person) => !person.isBot && person.id !== world.you);

function actAs() {
  choosePerson({
    title: "Who are you?", says: "Be any of the staff. In a new window you can be two people at once.",
    people: colleagues(), href: (person) => asPerson(person.id, opened.id.startsWith("C") ? opened.id : ""),
    onNew: () => addSomebody(world, ask, (user) => { location.href = asPerson(user); }, trouble),
    marked: (person) => (person.id === world.facilitator ? `${person.title}, runs the trials` : ""),
  });
}

function writeTo() {
  choosePerson({
    title: "Write to somebody", people: colleagues(),
    onPick: async (person) => {
      const { place } = await ask("writes_to", { user: person.id });
      if (place) location.hash = place;
    },
  });
}

/** @param {string} what @param {object} about */
async function move(what, about) {
  const { meanwhile, trouble: why } = await ask(what, about);
  if (why) trouble(why);
  if (meanwhile) drawMeanwhile($("meanwhile"), meanwhile, closeMeanwhile);
}

function closeMeanwhile() {
  drawMeanwhile($("meanwhile"), null);
  $("go-next").focus();
}

async function startAgain() {
  const sure = await confirmed(world, {
    title: { text: "Start again?" }, text: { type: "plain_text", text: "Everything that has happened here is forgotten, and it is Monday morning again." },
    confirm: { text: "Start again" }, deny: { text: "Keep going" }, style: "danger",
  });
  if (sure) ask("starts_again");
}

// ---- what is said aloud ----------------------------------------------------------------------------------------------

/** @param {string} text */
function announce(text) {
  $("announcer").textContent = text;
}

/** @param {string} text */
function trouble(text) {
  document.querySelector(".toast")?.remove();
  const toast = el("p", { class: "toast", role: "alert" }, text, el("button", { type: "button", class: "cross", "aria-label": "Close", onclick: () => toast.remove() }, "×"));
  ([...document.querySelectorAll("dialog[open]")].at(-1) || $("toasts")).append(toast); // the rest of the page is inert
}

window.addEventListener("hashchange", go);
document.addEventListener("visibilitychange", () => opened.read());
$("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part after # names a conversation here
  $("main").focus();
});
