"""What many towns begin with is lived once for all of them that a run of the tests makes.

Some hundred dialogues are about people who have just been introduced. Where a town has people who have done nothing
yet, it goes on from a copy of the first that had the same people and went the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from tests.townsperson import Townsperson

if TYPE_CHECKING:
    from activities.kit.events import Event
    from tests.front import Shown
    from tests.town import Town

P = ParamSpec("P")
Lives = Callable[Concatenate["Town", P], None]

MovedIn = tuple[str, str, str, bool, bool]
"""The arguments of `Town.person`."""


@dataclass(frozen=True)
class Beginning:
    """What a town has come to: its database, how its desk stands, and what stands before whom, by their accounts."""

    database: bytes
    desk: tuple[frozenset[int], Mapping[str, Event]]
    shown: Mapping[str, Shown]


@dataclass(frozen=True)
class _User:
    """Somebody, by their account, where each town has somebody else."""

    id: str


def lived_once(live: Lives[P]) -> Lives[P]:
    """Live a part of a town's life once for all towns that come to it alike, with people who have done nothing yet."""

    @wraps(live)
    def lives(town: Town, /, *given: P.args, **named: P.kwargs) -> None:
        if not town.has_people_alone():
            live(town, *given, **named)
            return
        spelt = tuple(map(_spelt, given)), tuple((name, _spelt(value)) for name, value in named.items())
        kind: Callable[[Path], Town] = type(town)
        town.goes_on_from(_lived(live, kind, tuple(town.moved_in), *spelt))

    return lives


@cache
def _lived(
    live: Lives[...],
    kind: Callable[[Path], Town],
    moved_in: Iterable[MovedIn],
    given: Iterable[Hashable],
    named: Iterable[tuple[str, Hashable]],
) -> Beginning:
    with TemporaryDirectory() as folder:
        town = kind(Path(folder))
        for name, site, department, facilitates, staff in moved_in:
            town.person(name, site, department, facilitates=facilitates, staff=staff)
        by_user = {person.profile.account.user: person for person in town.everybody}
        live(town, *(_found(one, by_user) for one in given), **{name: _found(one, by_user) for name, one in named})
        return town.beginning()


def _spelt(value: Any) -> Hashable:
    match value:
        case Townsperson():
            return _User(value.profile.account.user)
        case list():
            return tuple(map(_spelt, value))
        case _:
            return cast(Hashable, value)


def _found(value: object, by_user: Mapping[str, Townsperson]) -> Any:
    match value:
        case _User():
            return by_user[value.id]
        case tuple():
            return [_found(one, by_user) for one in value]
        case _:
            return value
