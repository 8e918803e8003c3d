// What a window knows: who is who, one's conversations, and how they are called.

/** @import { World } from "./shapes.js" */

/** @type {World} */
export const world = {
  you: "",
  people: {},
  sidebar: [],
  bot: "",
  app: "",
  facilitator: "",
  commands: [],

  /** A channel's name, or those of the people in a direct message. */
  placeName(place) {
    if (place.kind === "channel" || place.kind === "group") return place.name;
    const others = place.others.filter((user) => place.kind === "im" || user !== world.bot);
    return others.map((user) => world.people[user]?.name || "Somebody").join(", ") || "You";
  },

  /** One's own chat with the app, if there is one yet. */
  appPlace: () => world.sidebar.find((place) => place.kind === "im" && place.others[0] === world.bot),

  /** The conversation that an address means: by its id, or `home`, `app`, `group` (the newest). Empty where there is none. */
  find(address) {
    if (address === "home" || world.sidebar.some((place) => place.id === address)) return address;
    if (address === "app") return world.appPlace()?.id || "home";
    if (address === "group") return world.sidebar.filter((place) => place.kind === "mpim").at(-1)?.id || world.find("app");
    return "";
  },

  /** Where one begins. */
  usual: () => (world.sidebar.find((place) => place.name === "coffee-trial") || world.sidebar[0])?.id || "home",
};
