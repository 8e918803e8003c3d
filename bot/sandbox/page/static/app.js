// The page: what is known of the workspace, what is open, and who draws what when something changes.

import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { Live } from "./live.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { addSomebody } from "./newcomer.js";
import { choosePerson } from "./people.js";
import { drawGuide, drawMeanwhile } from "./side.js";
import { drawSidebar } from "./sidebar.js";

const $ = (id) => document.getElementById(id);
const STEP = "knowhow: step"; // what “Show me” shows, while the page for it is still to load

/** What this window knows: who is who, one's conversations, and how they are called. */
const world = {
  you: "", people: {}, sidebar: [], bot: "", facilitator: "", commands: [],
  placeName(place) {
    if (place.kind === "channel" || place.kind === "group") return place.name;
    const others = place.others.filter((user) => place.kind === "im" || user !== world.bot);
    return others.map((user) => world.people[user]?.name || "Somebody").join(", ") || "You";
  },
  appPlace: () => world.sidebar.find((place) => place.kind === "im" && place.others[0] === world.bot),
};

let open = ""; // a conversation's id, or `home`
let messages = null;
let composer = null;
let homeView = null;

const live = new Live(hear, () => document.documentElement.classList.add("is-lost"));
const ask = (what, about) => live.ask(what, about);
const modal = new Modal(world, ask, trouble);
const clock = new Clock($("clock"), move, { onAgain: startAgain, onGuide: () => ask("wants_guide") });

// ---- what the program says -------------------------------------------------------------------------------------------

function hear(news) {
  if (news.you) world.you = news.you;
  if (news.who) Object.assign(world, news.who);
  if (news.sidebar) world.sidebar = news.sidebar;
  if (news.clock) clock.show(news.clock);
  if ("guide" in news) drawGuide($("guide"), news.guide, { onShow: showStep, onDismiss: () => ask("dismisses_guide") });
  if ("home" in news) homeView = news.home;
  if (news.sidebar || news.who) {
    go(); // a conversation that the address names may only now be there
    drawHead();
    sidebar();
  }
  if (news.conversation?.place === open) takeMessages(news.conversation);
  if ("home" in news && open === "home") drawHome();
  if ("modal" in news) modal.show(news.modal);
}

function takeMessages({ order, changed, firstUnread }) {
  const fresh = messages.show(order, changed, firstUnread);
  const others = fresh.filter((message) => message.user !== world.you);
  if (others.length) announce(others.map((message) => `${world.people[message.user]?.name}: ${message.text}`).join(". "));
  const step = sessionStorage.getItem(STEP);
  sessionStorage.removeItem(STEP);
  if (step) atHand(JSON.parse(step));
  read();
}

function read() {
  if (open && open !== "home" && document.visibilityState === "visible") ask("reads", { place: open });
}

// ---- what is open ----------------------------------------------------------------------------------------------------

const isNarrow = () => matchMedia("(max-width: 720px)").matches;

/** Open what the address names: a conversation, the app’s home, or on a phone the list of conversations. */
function go() {
  const asked = decodeURIComponent(location.hash.slice(1));
  const known = world.sidebar.some((place) => place.id === asked) || asked === "home";
  const target = known ? asked : pseudo(asked) || (asked && open) || (isNarrow() ? "" : usual());
  document.body.classList.toggle("has-open", Boolean(target));
  if (!target || target === open) return;
  open = target;
  messages = null;
  if (open === "home") ask("opens_home");
  else openPlace();
  drawHead();
  sidebar();
}

function pseudo(name) {
  if (name === "app") return world.appPlace()?.id || "home";
  if (name === "group") return world.sidebar.filter((place) => place.kind === "mpim").at(-1)?.id || world.appPlace()?.id;
  return "";
}

const usual = () => (world.sidebar.find((place) => place.name === "coffee-trial") || world.sidebar[0])?.id || "home";

function openPlace() {
  const place = open;
  messages = new Messages(world, (message) => async (what, element, value) => {
    const { trouble: why } = await ask(what, { place: message.place, ts: message.ts, action: element.action_id, value });
    if (why) trouble(why);
  });
  $("content").replaceChildren(messages.node);
  composer = new Composer(world.commands, (text) => say(place, text));
  $("composer-place").replaceChildren(composer.node);
  ask("looks_at", { place });
}

function drawHead() {
  const place = world.sidebar.find((one) => one.id === open);
  const own = world.appPlace();
  const isApp = open === "home" || place === own;
  const name = isApp ? world.app : place ? world.placeName(place) : "";
  const title = isApp || place?.kind === "im" ? name : place?.kind === "mpim" ? name : `#${name}`;
  const people = place && ["channel", "group"].includes(place.kind) ? `${place.members.length} members` : "";
  const said = JSON.stringify([open, title, people, Boolean(own)]);
  if ($("top").said === said) return;
  $("top").said = said;
  document.title = `${title} · Knowhow sandbox`;
  $("top").replaceChildren(
    el("a", { class: "back", href: "#", "aria-label": "Back to all conversations" }, "‹"),
    place?.kind === "im" ? avatar(world.people[place.others[0]] || world.people[world.you], "small") : isApp ? avatar(world.people[world.bot], "small") : "",
    el("h2", {}, title), el("span", { class: "quiet" }, people),
    isApp ? el("nav", { class: "tabs", "aria-label": world.app },
      el("a", { href: "#home", "aria-current": open === "home" ? "page" : null }, "Home"),
      el("a", { href: own ? `#${own.id}` : "#app", "aria-current": open === "home" ? null : "page" }, "Messages")) : "");
  if (composer && open !== "home") composer.writesTo(title);
}

function drawHome() {
  $("composer-place").replaceChildren();
  composer = null;
  const act = async (what, element, value) => {
    const { trouble: why } = await ask(what, { view: homeView.id, action: element.action_id, value });
    if (why) trouble(why);
  };
  const stage = { world, level: 3, state: homeView?.state, fields: new Map(), act };
  const shown = homeView ? renderBlocks(stage, homeView.blocks) : el("p", { class: "quiet" }, "One moment …");
  $("content").replaceChildren(el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Home" }, el("div", { class: "home" }, shown)));
}

function sidebar() {
  drawSidebar($("sidebar"), world, open, { onAs: actAs, onWrite: writeTo });
}

// ---- what people do --------------------------------------------------------------------------------------------------

async function say(place, text) {
  const { trouble: why } = await ask("types", { place, text });
  if (why) trouble(why);
  return !why;
}

const asPerson = (user, hash = "") => `?as=${user}${hash ? `#${hash}` : ""}`;
const colleagues = () => Object.values(world.people).filter((person) => !person.isBot && person.id !== world.you);

function actAs() {
  choosePerson({
    title: "Who are you?", says: "Be any of the staff. In a new window you can be two people at once.",
    people: colleagues(), href: (person) => asPerson(person.id, open.startsWith("C") ? open : ""),
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

/** Be whom a step is about, open where it happens, and have what is to be pressed or typed at hand. */
function showStep(step) {
  const elsewhere = (step.be && step.be !== world.you) || (pseudo(step.place) || step.place) !== open;
  if (!elsewhere) return atHand(step);
  sessionStorage.setItem(STEP, JSON.stringify(step));
  if (step.be === world.you) location.hash = step.place;
  else location.href = asPerson(step.be, step.place);
}

function atHand({ types, press }) {
  if (types) composer?.put(types);
  const button = press ? [...document.querySelectorAll(`#content [data-focus^="${CSS.escape(press)} "]`)].at(-1) : null;
  button?.scrollIntoView({ block: "nearest" });
  button?.focus({ focusVisible: true });
}

// ---- what is said aloud ----------------------------------------------------------------------------------------------

function announce(text) {
  $("announcer").textContent = text;
}

function trouble(text) {
  document.querySelector(".toast")?.remove();
  const toast = el("p", { class: "toast", role: "alert" }, text, el("button", { type: "button", class: "cross", "aria-label": "Close", onclick: () => toast.remove() }, "×"));
  ([...document.querySelectorAll("dialog[open]")].at(-1) || $("toasts")).append(toast); // the rest of the page is inert
}

window.addEventListener("hashchange", () => {
  if (!location.hash && isNarrow()) open = "";
  go();
  sidebar();
});
document.addEventListener("visibilitychange", read);
$("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part after # names a conversation here
  $("main").focus();
});
