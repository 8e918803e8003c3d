"""A café: its phases, steps and moments, and finding the one that somebody means.

A command about one café is done to the only one that it can mean; else people choose. The announcement is one message
in the channel, told again with everybody who joins and whenever the café moves on. How a café's hours, places and
people are worded wherever they stand is said here too.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from activities.kit.cards import Button, Buttons, Card, Fact, Facts, Heading, Paragraph, Part, say
from activities.kit.facilitated import AboutOne, Facilitated
from activities.kit.phases import Phases
from activities.kit.runs import Bold, Link, Plain, Run, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import count, moment
from storage import cafes
from storage.tables import Cafe

CAFE = Phases(
    "waiting_to_start",
    {
        ("waiting_to_start", "join"): "waiting_to_start",
        ("waiting_to_start", "leave"): "waiting_to_start",
        ("waiting_to_start", "start"): "waiting_for_first_round",
        ("waiting_to_start", "call_off"): "called_off",
        ("waiting_for_first_round", "join"): "waiting_for_first_round",
        ("waiting_for_first_round", "leave"): "waiting_for_first_round",
        ("waiting_for_first_round", "next_round"): "waiting_for_next_round",
        ("waiting_for_first_round", "circle"): "waiting_for_end",
        ("waiting_for_first_round", "end"): "waiting_for_takeaways",
        ("waiting_for_next_round", "join"): "waiting_for_next_round",
        ("waiting_for_next_round", "leave"): "waiting_for_next_round",
        ("waiting_for_next_round", "next_round"): "waiting_for_next_round",
        ("waiting_for_next_round", "circle"): "waiting_for_end",
        ("waiting_for_next_round", "end"): "waiting_for_takeaways",
        ("waiting_for_end", "leave"): "waiting_for_end",
        ("waiting_for_end", "end"): "waiting_for_takeaways",
        ("waiting_for_takeaways", "say"): "waiting_for_takeaways",
        ("waiting_for_takeaways", "show"): "waiting_for_filing",
        ("waiting_for_filing", "file"): "filed",
    },
)

UNDER_WAY = ("waiting_for_first_round", "waiting_for_next_round", "waiting_for_end")
"""The clock runs."""

RUNNING = ("waiting_to_start", *UNDER_WAY, "waiting_for_takeaways", "waiting_for_filing")
"""Neither filed nor called off."""

KNOWLEDGE_CAFES = Facilitated("cafe", Cafe, RUNNING, titled="question", ordered="starts_at")

the_cafe = KNOWLEDGE_CAFES.the
"""The café with an id in the turn's organisation, locked; raises `MovedOn` where there is none."""

FEWEST = 3
"""Fewer people than this are no café."""

LONGEST_ON_A_BUTTON = 60


def lasts(cafe: Cafe) -> timedelta:
    """Return how long a café lasts, from the start to the end of the circle, as planned."""
    return timedelta(minutes=cafe.opening_minutes + cafe.rounds * cafe.round_minutes + cafe.circle_minutes)


def ends_at(cafe: Cafe) -> datetime:
    """Return when a café is to end."""
    return (cafe.began_at or cafe.starts_at) + lasts(cafe)


def minutes_of(cafe: Cafe, step: int) -> int:
    """Return how long a step is to last."""
    if step == 0:
        return cafe.opening_minutes
    return cafe.round_minutes if step <= cafe.rounds else cafe.circle_minutes


def about_one(
    action: str, phases: tuple[str, ...], then: Callable[[Turn, Cafe], Answer], mine: bool = False
) -> AboutOne[Cafe]:
    """Make a command about one café in these phases. `mine`: of those alone that the person is in."""
    joined, none = cafes.joined_by if mine else None, NONE.get(action, "")  # what is only pressed never says so

    def called(cafe: Cafe) -> str:
        return short(cafe.question)

    return KNOWLEDGE_CAFES.about_one(action, phases, then, which=WHICH, none=none, mine=joined, called=called)


def _card(turn: Turn, cafe: Cafe) -> Card:
    return announcement_card(cafe, cafes.count_guests(turn.here, cafe.id), turn.zone)


ANNOUNCING = KNOWLEDGE_CAFES.announcing(_card, ("waiting_to_start", *UNDER_WAY))


# ---- what people see ------------------------------------------------------------------------------------------------


WHICH = "Which café do you mean?"
NONE = {
    "join": "No café is open just now. The next one will be announced.",
    "leave": "You are in no café just now, so there is nothing to leave.",
    "start": "There is no café to start. Type /cafe new to plan one.",
    "next": "No café is under way, so there is no next round. Type /cafe start to start one.",
    "invite": "No café is open just now, so there is nothing to invite people to.",
    "close": "There is no café to close.",
    "hold": "There is no café that could be put on hold.",
}


def announcement_card(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """Build the card that stands in the channel: it changes with everybody who joins, and as the café goes on."""
    join = Buttons((Button("Join", "cafe.join", str(cafe.id), "primary"),))
    match cafe.phase:
        case "waiting_to_start":
            so_far = f"{count_people(joined).capitalize()} so far." if joined else "Be the first to join."
            return _announcement_card(cafe, zone, Paragraph(words(so_far)), join)
        case "waiting_for_first_round" | "waiting_for_next_round":
            now = f"It’s under way with {count_people(joined)}. You can still join, from the next round on."
            return _announcement_card(cafe, zone, Paragraph(words(now)), join)
        case "called_off":
            return say(Bold(cafe.question), " – this café has been called off.")
        case _:
            took_part = f"{count_people(joined)} took part"
            over = f"This café has begun its circle or is over: {took_part}. Look out for the next one!"
            return Card(over, (Heading(cafe.question), Paragraph(words(over))))


def _announcement_card(cafe: Cafe, zone: ZoneInfo, *below: Part) -> Card:
    facts = Facts(
        (
            Fact("When", words(f"{starts(cafe, zone)}, for {minutes(round(lasts(cafe).total_seconds() / 60))}")),
            Fact("Where", words(where(cafe))),
        )
    )
    return Card(f"{cafe.question} {METHOD}", (Heading(f"☕ {cafe.question}"), Paragraph(words(METHOD)), facts, *below))


def short(question: str) -> str:
    """Shorten a question to fit a button."""
    return question if len(question) <= LONGEST_ON_A_BUTTON else f"{question[: LONGEST_ON_A_BUTTON - 1]}…"


def starts(cafe: Cafe, zone: ZoneInfo) -> str:
    """Write when a café starts: “Friday 27 November at 12:30”."""
    return moment(cafe.starts_at, zone)


def at(when: datetime | None, zone: ZoneInfo) -> str:
    """Write a time of day: “12:45”."""
    return f"{when.astimezone(zone):%H:%M}" if when else ""


def is_link(place: str) -> bool:
    """Say whether a place is a meeting to open, and not a room to go to."""
    return urlsplit(place).scheme in ("http", "https")


def where(cafe: Cafe) -> Run:
    """Write where a café is: its room, or its meeting to open."""
    return Link("the online meeting", cafe.place) if is_link(cafe.place) else Plain(cafe.place)


def count_people(number: int) -> str:
    """Write how many people: “1 person”, “17 people”."""
    return count(number, "person", "people")


def minutes(number: int) -> str:
    """Write how many minutes: “1 minute”, “15 minutes”."""
    return count(number, "minute")


METHOD = (
    "A knowledge café: one question, talked over in small groups that mix every round, then all together. No "
    "presentations, nobody reports back, and everybody takes something away."
)
