"""How a café stands, in status, on the home page and for whoever came too late."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from activities.cafe.cards.facilitating import clock
from activities.cafe.cards.joining import leave_button
from activities.cafe.cards.words import at, people, short, starts, where
from activities.kit.cards import Button, Card, Heading, Part, Small, say
from activities.kit.runs import Bold, words
from storage.tables import Cafe


def waits_for(cafe: Cafe, zone: ZoneInfo) -> str:
    """What it waits for, as a clause."""
    match cafe.phase:
        case "waiting_to_start":
            return f"it starts on {starts(cafe, zone)}"
        case "waiting_for_first_round":
            return f"the opening goes on until {at(cafe.until, zone)}"
        case "waiting_for_next_round":
            return f"round {cafe.step} of {cafe.rounds} goes on until {at(cafe.until, zone)}"
        case "waiting_for_end":
            return f"the circle goes on until {at(cafe.until, zone)}"
        case "waiting_for_takeaways":
            return "it is over, and people say what they take away"
        case "waiting_for_filing":
            return "it is over and waits to be filed"
        case "filed":
            return "it is over, and filed in the library"
        case _:
            return "it has been called off"


def status(parts: Sequence[Part]) -> Card:
    """Everything, or that there is nothing."""
    if not parts:
        return say("No café is planned just now. The next one will be announced.")
    return Card("Your knowledge cafés", tuple(parts))


def mine(cafes: Sequence[tuple[Cafe, int]], zone: ZoneInfo) -> tuple[Part, ...]:
    """Those somebody is in, each with the number of the table at which they sit, or 0."""
    lines = [
        part
        for cafe, table in cafes
        for part in say(
            Bold(cafe.question),
            f" – {waits_for(cafe, zone)}, ",
            where(cafe),
            f". You sit at table {table}." if table else ".",
            buttons=[leave_button(cafe)],
        ).parts
    ]
    return (Heading("Your knowledge cafés"), *lines) if lines else ()


def to_join(cafes: Sequence[Cafe], zone: ZoneInfo) -> tuple[Part, ...]:
    """Those somebody could join."""
    lines = [
        part
        for cafe in cafes
        for part in say(
            Bold(cafe.question), f" – {waits_for(cafe, zone)}.", buttons=[Button("Join", "cafe.join", str(cafe.id))]
        ).parts
    ]
    return (Heading("Knowledge cafés that you can join"), *lines) if lines else ()


def looked_after(rows: Sequence[tuple[Cafe, int]], zone: ZoneInfo) -> tuple[Part, ...]:
    """The facilitator's part: each café, and the one thing to be done about it now."""
    lines = [
        part
        for cafe, joined in rows
        for part in say(
            Bold(short(cafe.question)), f" – {people(joined)}; {waits_for(cafe, zone)}.", buttons=_now(cafe)
        ).parts
    ]
    if not lines:
        return ()
    hint = "/cafe start, next and close look after them; /cafe new plans another."
    return (Heading("Cafés you look after"), *lines, Small(words(hint)))


def stands(cafe: Cafe, joined: int, zone: ZoneInfo, is_in: bool, facilitates: bool) -> Card:
    """One café as it stands now."""
    if facilitates and cafe.phase not in ("waiting_to_start", "called_off", "filed"):
        return clock(cafe, joined, zone)
    you = "you’re in; " if is_in and cafe.phase != "called_off" else ""
    return say(Bold(cafe.question), f" – {you}{waits_for(cafe, zone)}.")


def _now(cafe: Cafe) -> list[Button]:
    match cafe.phase:
        case "waiting_to_start":
            return [Button("Start", "cafe.start", str(cafe.id), "primary")]
        case "waiting_for_filing":
            return [Button("File it in the library", "cafe.file", str(cafe.id))]
        case _:
            return []
