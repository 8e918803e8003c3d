"""Whom a name or an address may mean, and how namesakes are told apart. Pure functions on profiles."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from activities.kit.events import Kind, Profile
from activities.kit.forms import Option
from activities.kit.names import shown_name
from activities.kit.wording import GUEST
from bot.platforms.shortening import length, shorten
from storage.naming.names import without_brackets
from storage.search.words import words

ADDRESS, EXACTLY, WHOLE_NAME, WORDS, BEGINNINGS = range(5)
"""How somebody fits what was typed, the best first: it is their address, their name with all that the directory has in
brackets, their whole name, some words of it, or the beginnings of some."""


def fitting(asked: str, people: Iterable[Profile]) -> list[Profile]:
    """Return those whom what was typed fits best: “Ann” means Ann Okafor rather than Anna Smith.

    Case, accents, hyphens and the order of the words make no difference, and what a directory has in brackets is no
    part of a name.
    """
    found = _found(asked, people)
    best = min((fit for fit, _ in found), default=ADDRESS)
    return [profile for fit, profile in found if fit == best]


def near(asked: str, people: Iterable[Profile]) -> list[Profile]:
    """Return everybody whom it fits in any way: those first whom it fits best, else by name."""
    found = _found(asked, people)
    return [profile for _, profile in sorted(found, key=lambda one: (one[0], one[1].name.casefold()))]


def told_apart(namesakes: Sequence[Profile], work: Mapping[str, str], longest: int) -> tuple[Option, ...]:
    """Label each with what tells them from the others: their address, or their work, where it is known by user id.

    No label has more than `longest` characters: a long name loses its end, rather than what tells them apart.
    """
    return tuple(
        Option(one.account.user, _told_apart(one, work.get(one.account.user, ""), longest)) for one in namesakes
    )


def name_of(profile: Profile) -> str:
    """Return what somebody is called, for whoever chooses among several."""
    return profile.called or shown_name(profile.name)


def _found(asked: str, people: Iterable[Profile]) -> list[tuple[int, Profile]]:
    wanted = _spelt(asked).removeprefix("@")
    typed = _parts(wanted)
    fits = ((_fit(wanted, typed, profile), profile) for profile in people)
    return [(fit, profile) for fit, profile in fits if fit is not None]


def _fit(wanted: str, typed: Sequence[str], profile: Profile) -> int | None:
    if wanted and (profile.email or "").casefold() == wanted:
        return ADDRESS
    if wanted and _spelt(profile.name) == wanted:
        return EXACTLY
    if not typed:
        return None
    fits = [_fit_of_name(typed, name) for name in (profile.name, profile.called) if name]
    return min((fit for fit in fits if fit is not None), default=None)


def _fit_of_name(typed: Sequence[str], name: str) -> int | None:
    parts = _parts(name)
    if sorted(parts) == sorted(typed):
        return WHOLE_NAME
    if set(typed) <= set(parts):
        return WORDS
    return BEGINNINGS if _begin(typed, parts) else None


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())


@lru_cache(maxsize=1 << 16)
def _parts(name: str) -> tuple[str, ...]:
    """Split a name into words without case, accents and signs: `Núñez-O’Hara, Eva (Trust)` → `nunez`, `ohara`, `eva`.

    Remembered, since a menu goes through everybody with each letter that somebody types.
    """
    return tuple(part for word in words(without_brackets(name)) for part in word.parts)


def _begin(typed: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether each of the typed is the beginning of a word of its own."""
    left = list(parts)
    for beginning in sorted(typed, key=len, reverse=True):  # what fits a longer one fits no other that it differs from
        fitting = next((part for part in left if part.startswith(beginning)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _told_apart(profile: Profile, work: str, longest: int) -> str:
    more = GUEST if profile.kind is Kind.GUEST else profile.email or work
    if not more:
        return shorten(profile.called or profile.name, longest)
    apart = f" ({shorten(more, longest * 2 // 3)})"
    return shorten(name_of(profile), longest - length(apart)) + apart
