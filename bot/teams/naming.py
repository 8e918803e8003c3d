"""Whom somebody means by the names and addresses that they typed. Pure functions on the roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from activities.kit.events import Kind, People, Profile
from activities.kit.forms import Option
from activities.kit.names import shown_name
from activities.kit.wording import GUEST
from storage.naming.names import without_brackets
from storage.search.words import words

MOST_NAMESAKES = 20


@dataclass(frozen=True)
class Meant:
    """Those who are meant for certain, and what means nobody.

    `namesakes`: those among whom there is a choice, made already or not. `is_open`: some of it has yet to be made.
    """

    people: People
    namesakes: tuple[Profile, ...]
    is_open: bool
    unknown: tuple[str, ...]


def meant(typed: People, roster: Sequence[Profile]) -> Meant:
    """Tell whom each of the typed means: a chosen id, an address, a whole name, some words of one, or beginnings.

    What fits nobody better counts: “Ann” is Ann Okafor rather than Anna Smith. Case, accents, hyphens and the order of
    the words make no difference, and what a directory has in brackets is no part of a name. A name that fits several
    is settled by an id that was chosen among them.
    """
    by_id = {profile.account.user: profile for profile in roster}
    chosen = {one.account.user: by_id[one.account.user] for one in typed.profiles if one.account.user in by_id}
    found, namesakes = dict(chosen), dict[str, Profile]()
    unknown, is_open = [], False
    for asked in (one.name for one in typed.profiles if one.name):
        fitting = {profile.account.user: profile for profile in _fitting(asked, roster)}
        if len(fitting) == 1:
            found |= fitting
        elif not fitting:
            unknown.append(asked)
        else:
            namesakes |= fitting
            is_open |= not fitting.keys() & chosen.keys()
    several = tuple(namesakes.values())[:MOST_NAMESAKES]
    return Meant(People(tuple(found.values())), several, is_open, tuple(unknown))


def told_apart(namesakes: Sequence[Profile], work: Mapping[str, str]) -> tuple[Option, ...]:
    """Label each with what tells them from the others: their address, or their work, where it is known by user id."""
    return tuple(Option(one.account.user, _told_apart(one, work.get(one.account.user, ""))) for one in namesakes)


def are_alike(options: Sequence[Option]) -> bool:
    """Say whether two of them read the same, so that nobody can choose between them."""
    return len({option.label for option in options}) < len(options)


def _fitting(asked: str, roster: Sequence[Profile]) -> list[Profile]:
    wanted = " ".join(asked.casefold().split()).removeprefix("@")
    if address := [profile for profile in roster if (profile.email or "").casefold() == wanted]:
        return address
    exactly = [profile for profile in roster if " ".join(profile.name.casefold().split()) == wanted]
    typed = _parts(without_brackets(wanted))
    named = [(profile, _parts(without_brackets(profile.name))) for profile in roster] if typed else []
    whole = [profile for profile, parts in named if sorted(parts) == sorted(typed)]
    some = [profile for profile, parts in named if set(typed) <= set(parts)]
    return exactly or whole or some or [profile for profile, parts in named if _begin(typed, parts)]


def _parts(name: str) -> list[str]:
    """Split a name into words without case, accents and signs: `Núñez-O’Hara, Eva` → `nunez`, `ohara`, `eva`."""
    return [part for word in words(name) for part in word.parts]


def _begin(typed: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether each of the typed is the beginning of a word of its own."""
    left = list(parts)
    for beginning in sorted(typed, key=len, reverse=True):  # what fits a longer one fits no other that it differs from
        fitting = next((part for part in left if part.startswith(beginning)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _told_apart(profile: Profile, work: str) -> str:
    more = GUEST if profile.kind is Kind.GUEST else profile.email or work
    name = shown_name(profile.name)
    return f"{name} ({more})" if more else profile.name
