"""What somebody typed, as a command: case, accents, spaces and a slash at the beginning make no difference."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from activities.kit.activity import HELP, Activity
from activities.kit.events import Command, Profile

HOME = "home"

_WORD = re.compile(r"[^\W\d_]+")
_GREETINGS = frozenset({"hello", "hi", "hiya", "hey", "hallo", "howdy", "greetings", "morning", "afternoon", "evening"})
_GREETINGS_OF_TWO = [["good", part] for part in ("morning", "afternoon", "evening", "day")]
_THANKS = frozenset({"thanks", "thank", "thx", "ta", "cheers"})

TAKEN = frozenset({HELP, HOME, *_GREETINGS, *(first for first, _ in _GREETINGS_OF_TWO), *_THANKS})
"""Words that mean something in a conversation by themselves: no activity can be called so."""


@dataclass(frozen=True)
class Unknown:
    """Nothing that there is a command for; `near` is the command that looks most like it, if any does."""

    near: str


class Word(Enum):
    """What a few words mean that name no activity."""

    GREETING = auto()  # “Hello”, “Good morning”
    THANKS = auto()  # “Thank you”
    HELP = auto()  # “help”, or nothing at all
    HOME = auto()  # “home”


Said = Command | Word | Unknown


def said(text: str, key: str, by: Profile, activities: Mapping[str, Activity]) -> Said:
    """Read what somebody typed: `Coffee  join Northgate` is activity `coffee`, verb `join`, rest `Northgate`."""
    name, _, rest = text.strip().removeprefix("/").strip().partition(" ")
    verb, _, rest = rest.strip().partition(" ")
    name, verb = _plain(name), _plain(verb)
    if any(name in activity.typed for activity in activities.values()):
        return Command(key, by, name, verb, rest.strip())
    if name in ("", HELP):
        return Word.HELP
    if name == HOME:
        return Word.HOME
    if words := _WORD.findall(text.casefold()):
        if words[0] in _THANKS:
            return Word.THANKS
        if words[0] in _GREETINGS or words[:2] in _GREETINGS_OF_TWO:
            return Word.GREETING
    near = get_close_matches(f"{name} {verb}".strip(), _commands(activities.values()), n=1, cutoff=0.6)
    return Unknown(near[0] if near else "")


def _plain(word: str) -> str:
    """Write in small letters without accents, as commands are named: `Café` is `cafe`."""
    return "".join(one for one in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(one))


def _commands(activities: Iterable[Activity]) -> list[str]:
    return [
        HELP,
        HOME,
        *(
            f"{name} {verb}"
            for activity in activities
            for name in activity.typed
            for verb in (*activity.commands, HELP)
        ),
    ]
