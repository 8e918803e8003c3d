"""Whom somebody means by the names and addresses that they typed. Pure functions on the roster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.kit.events import Kind, People, Profile
from activities.kit.forms import Option
from bot.platforms.naming import fitting, near

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

    @property
    def is_of_strangers(self) -> bool:
        """Whether anybody is meant who is not on the roster."""
        return bool(self.unknown) or any(one.kind is Kind.STRANGER for one in self.people.profiles)


def in_question(typed: People, roster: Sequence[Profile]) -> list[Profile]:
    """Return everybody whom any of the typed may mean: who else is on the roster changes nothing of what is meant."""
    chosen = {one.account.user for one in typed.profiles}
    found = [one for one in roster if one.account.user in chosen]
    for asked in _asked(typed):
        found += near(asked, roster)
    return list({one.account.user: one for one in found}.values())


def meant(typed: People, roster: Sequence[Profile]) -> Meant:
    """Tell whom each of the typed means: a chosen id, an address, a whole name, some words of one, or beginnings.

    What fits nobody better counts: “Ann” is Ann Okafor rather than Anna Smith. Case, accents, hyphens and the order of
    the words make no difference, and what a directory has in brackets is no part of a name. A name that fits several
    is settled by an id that was chosen among them. Whoever was chosen and is not on the roster stays a stranger.
    """
    by_id = {profile.account.user: profile for profile in roster}
    chosen = {one.account.user: by_id.get(one.account.user, one) for one in typed.profiles if one.account.user}
    found, namesakes = dict(chosen), dict[str, Profile]()
    unknown, is_open = [], False
    for asked in _asked(typed):
        fits = {profile.account.user: profile for profile in fitting(asked, roster)}
        if len(fits) == 1:
            found |= fits
        elif not fits:
            unknown.append(asked)
        else:
            namesakes |= fits
            is_open |= not fits.keys() & chosen.keys()
    several = tuple(namesakes.values())[:MOST_NAMESAKES]
    return Meant(People(tuple(found.values())), several, is_open, tuple(unknown))


def are_alike(options: Sequence[Option]) -> bool:
    """Say whether two of them read the same, so that nobody can choose between them."""
    return len({option.label for option in options}) < len(options)


def _asked(typed: People) -> Iterable[str]:
    return (one.name for one in typed.profiles if one.name)
