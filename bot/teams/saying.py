"""What somebody typed, as a command: case, spaces and a slash at the beginning make no difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from activities.kit.activity import Activity
from activities.kit.events import Command, Profile
from activities.kit.help import HELP

HOME = "home"


@dataclass(frozen=True)
class Unknown:
    """Nothing that there is a command for; `near` is the command that looks most like it, if any does."""

    near: str


@dataclass(frozen=True)
class Help:
    """“help”, or nothing at all."""


@dataclass(frozen=True)
class Home:
    """“home”."""


Said = Command | Help | Home | Unknown


def said(text: str, key: str, by: Profile, activities: Mapping[str, Activity]) -> Said:
    """`Coffee  join Northgate` is activity `coffee`, verb `join`, rest `Northgate`."""
    name, _, rest = text.strip().removeprefix("/").strip().partition(" ")
    verb, _, rest = rest.strip().partition(" ")
    name, verb = name.lower(), verb.lower()
    if any(name in activity.typed for activity in activities.values()):
        return Command(key, by, name, verb, rest.strip())
    if name in ("", HELP):
        return Help()
    if name == HOME:
        return Home()
    near = get_close_matches(f"{name} {verb}".strip(), _commands(activities.values()), n=1, cutoff=0.6)
    return Unknown(near[0] if near else "")


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
