"""How cafés stand for somebody: `/cafe status`, the home page, and the answer to whatever came too late."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from activities.cafe.cafe import CAFE, KNOWLEDGE_CAFES, RUNNING, UNDER_WAY, at, count_people, short, starts, where
from activities.cafe.facilitating import clock_card
from activities.cafe.filing import present_filed
from activities.cafe.reminding import leave_button
from activities.cafe.seating import table_of
from activities.cafe.takeaways import together
from activities.kit.cards import Button, Card, Heading, Part, Small, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import head
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe


def status(turn: Turn, command: Command) -> Card:
    """Answer `/cafe status`."""
    return status_card(home(turn))


def home(turn: Turn) -> tuple[Part, ...]:
    """Build the home page's part: my cafés, those I could join, and for facilitators how each stands."""
    me = turn.person.id
    mine = cafes.joined_by(turn.here, me, ("waiting_to_start", *UNDER_WAY))
    joinable = [one for one in KNOWLEDGE_CAFES.in_phases(turn, CAFE.where("join")) if one not in mine]
    parts = (*mine_parts([(one, table_of(one, me)) for one in mine], turn.zone), *to_join_parts(joinable, turn.zone))
    if not turn.person.facilitates:
        return parts
    running = KNOWLEDGE_CAFES.in_phases(turn, RUNNING)
    joined = cafes.count_guests_of(turn.here, [one.id for one in running])
    return (*parts, *looked_after_parts([(one, joined.get(one.id, 0)) for one in running], turn.zone))


def current_state(turn: Turn, event: Event) -> Card:
    """Show how what a late or repeated event was about stands now; never raise `MovedOn`."""
    match event:
        case Command():
            return status_card(home(turn))
        case Pressed(subject=subject) | Submitted(subject=subject):
            return _stands(turn, subject)


def _stands(turn: Turn, subject: str) -> Card:
    try:
        cafe = KNOWLEDGE_CAFES.find(turn, head(subject))
    except MovedOn:
        cafe = None
    if cafe is None:
        return status_card(home(turn))
    if turn.person.facilitates and cafe.phase == "filed":
        return present_filed(turn, cafe.id)
    if turn.person.facilitates and cafe.phase == "waiting_for_filing":
        return together(turn, cafe, turn.person)
    place = cafes.guest(turn.here, cafe.id, turn.person.id)
    joined = cafes.count_guests(turn.here, cafe.id)
    is_in = place is not None and place.state == "in"
    return stands_card(cafe, joined, turn.zone, is_in, turn.person.facilitates)


# ---- what people see ------------------------------------------------------------------------------------------------


def waits_for(cafe: Cafe, zone: ZoneInfo) -> str:
    """Say what a café waits for, as a clause."""
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


def status_card(parts: Sequence[Part]) -> Card:
    """Build the card of everything somebody may know of cafés, or that there is nothing."""
    if not parts:
        return say("No café is planned just now. The next one will be announced.")
    return Card("Your knowledge cafés", tuple(parts))


def mine_parts(cafes: Sequence[tuple[Cafe, int]], zone: ZoneInfo) -> tuple[Part, ...]:
    """Build the part about cafés somebody is in, each with the number of the table at which they sit, or 0."""
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


def to_join_parts(cafes: Sequence[Cafe], zone: ZoneInfo) -> tuple[Part, ...]:
    """Build the part about cafés somebody could join."""
    lines = [
        part
        for cafe in cafes
        for part in say(
            Bold(cafe.question), f" – {waits_for(cafe, zone)}.", buttons=[Button("Join", "cafe.join", str(cafe.id))]
        ).parts
    ]
    return (Heading("Knowledge cafés that you can join"), *lines) if lines else ()


def looked_after_parts(rows: Sequence[tuple[Cafe, int]], zone: ZoneInfo) -> tuple[Part, ...]:
    """Build the facilitator's part: each café, and the one thing to be done about it now."""
    lines = [
        part
        for cafe, joined in rows
        for part in say(
            Bold(short(cafe.question)), f" – {count_people(joined)}; {waits_for(cafe, zone)}.", buttons=_now(cafe)
        ).parts
    ]
    if not lines:
        return ()
    hint = "/cafe start, next and close look after them; /cafe new plans another."
    return (Heading("Cafés you look after"), *lines, Small(words(hint)))


def stands_card(cafe: Cafe, joined: int, zone: ZoneInfo, is_in: bool, facilitates: bool) -> Card:
    """Build the card of one café as it stands now."""
    if facilitates and cafe.phase not in ("waiting_to_start", "called_off", "filed"):
        return clock_card(cafe, joined, zone)
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
