"""How a café's hours, places and people are worded wherever they stand."""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from activities.kit.runs import Link, Plain, Run
from activities.kit.wording import count, moment
from storage.tables import Cafe

LONGEST_ON_A_BUTTON = 60


# ---- what people see ------------------------------------------------------------------------------------------------


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
