// What the program tells the page (`bot/sandbox/page/shows.py`), and what the parts of the page hand to each other.
// Only `make check` reads this: the types of the page stand in its comments.

/** A piece of Slack's Block Kit, or what Slack holds for one. Its shapes are Slack's, and many. */
export type Kit = any;

export type Person = { id: string; name: string; title: string; isBot: boolean };
export type Place = {
  id: string; kind: "channel" | "group" | "im" | "mpim"; name: string; members: string[]; others: string[]; unread: number; last: string;
};
export type SentFile = { id: string; title: string; name: string; bytes: number };
export type Message = {
  ts: string; place: string; user: string; text: string; blocks: Kit[]; byApp: boolean; onlyYou: boolean; edited: string | null; files: SentFile[];
};
export type State = Record<string, Record<string, Kit>>;
export type View = { id: string; hash: string; title: string; submit: string; close: string; blocks: Kit[]; state: State };
export type Command = { command: string; usage_hint?: string; description: string };
export type Now = { now: string; next: { at: string; what: string } | null; tomorrow: string; latest: string; busy: string };
export type Step = { title: string; says: string; done: boolean; be: string; place: string; types: string; press: string };
export type Guide = { steps: Step[] };
export type Wrote = { at: string; until: string; to: string; place: string; text: string };
export type Meanwhile = { others: string[]; bot: Wrote[] };
export type Conversation = { place: string; order: string[]; changed: Message[]; firstUnread: string };
export type News = {
  you?: string; who?: Partial<World>; sidebar?: Place[]; clock?: Now; guide?: Guide | null; conversation?: Conversation;
  home?: View | null; modal?: View | null;
};

/** What comes of asking the program for something; `trouble` says what went wrong. */
export type Answer = { trouble?: string; errors?: Record<string, string>; place?: string; user?: string; options?: Kit[]; meanwhile?: Meanwhile };
export type Ask = (what: string, about?: Record<string, Kit>) => Promise<Answer>;
export type Says = (sentence: string) => void;

/** What a window knows. */
export interface World {
  you: string;
  people: Record<string, Person>;
  sidebar: Place[];
  bot: string;
  app: string;
  facilitator: string;
  commands: Command[];
  placeName(place: Place): string;
  appPlace(): Place | undefined;
  find(address: string): string;
  usual(): string;
}

/** What a control does when somebody acts on it. */
export type Act = (what: string, element: Kit, value?: Kit) => unknown;

/** What the app offers in a menu that it fills, for what was typed. */
export type Search = (element: Kit, typed: string) => Promise<Kit[]>;

/** Where blocks stand: see `renderBlocks`. */
export type Stage = { world: World; level: number; state?: State; fields: Map<string, Field>; act: Act; search?: Search };

/** A control that only acts, and one that holds something. */
export type Button = { node: HTMLElement; id?: undefined; isGroup?: undefined; value?: undefined };
export type Holder = { node: HTMLElement; id?: string; isGroup?: boolean; value(): Kit; set(value: Kit): void; focus(): void };
export type Control = Button | Holder;
export type Field = Holder & { block: string; action: string; kind: string };

/** The ids of what names and describes a field. */
export type Labelled = { label?: string; hint?: string; error?: string; required?: boolean };

/** What a control is made of. */
export type Making = {
  stage: Stage; block: Kit; element: Kit; held: Kit; labelled: Labelled; names: Record<string, Kit>;
  act: (value: Kit, undo?: () => void) => Promise<void>;
};

/** What `keep` is told of one child: it is built anew where it says something else than before. */
export type Item = { key: string; said: string; build: () => HTMLElement };

declare global {
  interface HTMLElement {
    /** What an element that is kept says, so that it is known when it has to be built anew. */
    said?: string;
  }
}
