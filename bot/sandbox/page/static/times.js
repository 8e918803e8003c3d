// Times as people read them. Messages carry Slack's timestamps, the clock local times of the hospital.

const ZONE = "Europe/London";
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });
const written = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
const short = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" });

/** @param {string | number} ts */
const at = (ts) => new Date(Number(ts) * 1000);
/** @param {string} text */
const plain = (text) => text.replace(",", "");

/** 09:00, of a message's timestamp. @param {string} ts */
export const timeOf = (ts) => clock.format(at(ts));
/** Monday 9 November, of a message's timestamp. @param {string} ts */
export const dayOf = (ts) => plain(date.format(at(ts)));
/** Monday 9 November 2026, of a local time such as 2026-11-09T09:00. @param {string} local */
export const longDay = (local) => plain(written.format(new Date(`${local.slice(0, 10)}T00:00Z`)));
/** Mon 9 Nov, of a local time. @param {string} local */
export const shortDay = (local) => plain(short.format(new Date(`${local.slice(0, 10)}T00:00Z`)));
/** 09:00, of a local time. @param {string} local */
export const hour = (local) => local.slice(11, 16);
/** 2026-11-09T09:00, the local time of a timestamp. @param {string | number} seconds */
export const localOf = (seconds) => wall.format(at(seconds)).replace(" ", "T");

/**
 * The timestamp of a local time: what it would be if the hospital kept UTC, less how far its clocks are ahead then.
 * @param {string} local
 */
export function momentOf(local) {
  const asIfUtc = Date.parse(`${local}Z`) / 1000;
  const ahead = Date.parse(`${localOf(asIfUtc)}Z`) / 1000 - asIfUtc;
  return asIfUtc - ahead;
}
