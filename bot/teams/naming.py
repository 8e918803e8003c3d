"""Whom somebody means by the names and addresses that they typed. Pure functions on the roster."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.kit.events import People, Profile
from activities.kit.forms import Option

MOST_NAMESAKES = 20


@dataclass(frozen=True)
class Meant:
    """Those who are meant for certain, those among whom a choice is left, and what means nobody."""

    people: People
    namesakes: tuple[Option, ...]
    unknown: tuple[str, ...]


def meant(typed: People, roster: Sequence[Profile]) -> Meant:
    """Whom each of the typed means: an id that was chosen, an address, a whole name, or a part of one.

    A name that fits several is settled by an id that was chosen among them.
    """
    by_id = {profile.account.user: profile for profile in roster}
    chosen = {one.account.user: by_id[one.account.user] for one in typed.profiles if one.account.user in by_id}
    found, namesakes = dict(chosen), dict[str, Profile]()
    unknown = []
    for asked in (one.name for one in typed.profiles if one.name):
        fitting = {profile.account.user: profile for profile in _fitting(asked, roster)}
        if len(fitting) == 1:
            found |= fitting
        elif not fitting:
            unknown.append(asked)
        elif not fitting.keys() & chosen.keys():
            namesakes |= fitting
    options = tuple(Option(user, _told_apart(profile)) for user, profile in list(namesakes.items())[:MOST_NAMESAKES])
    return Meant(People(tuple(found.values())), options, tuple(unknown))


def _fitting(asked: str, roster: Sequence[Profile]) -> list[Profile]:
    wanted = " ".join(asked.lower().split()).removeprefix("@")
    address = [profile for profile in roster if (profile.email or "").lower() == wanted]
    whole = [profile for profile in roster if profile.name.lower() == wanted]
    parts = [profile for profile in roster if set(wanted.split()) <= set(profile.name.lower().split())]
    return address or whole or parts


def _told_apart(profile: Profile) -> str:
    return f"{profile.name} ({profile.email})" if profile.email else profile.name
