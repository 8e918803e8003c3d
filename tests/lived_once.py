"""What many towns begin with is lived once for all of them that a run of the tests makes.

Some hundred dialogues are about people who have just been introduced, or have answered what a review asks. Where a town
comes to that by the same story, and nothing else has left a trace in it, it goes on from what the first has come to.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from tests.townsperson import Townsperson

if TYPE_CHECKING:
    from activities.kit.events import Event, Profile
    from tests.front import Shown
    from tests.town import Town

P = ParamSpec("P")
Lives = Callable[Concatenate["Town", P], None]
Story = tuple[Hashable, ...]
"""Who moved in and what was lived, one after the other."""


@dataclass(frozen=True)
class Beginning:
    """What a town has come to: its database, compressed; how its desk stands; who people are and what they see.

    People are called by their accounts: each town has others.
    """

    database: bytes
    desk: tuple[frozenset[int], Mapping[str, Event]]
    people: Mapping[str, tuple[Profile, Shown]]


class _Beginnings(dict[Story, Beginning]):
    """What is known, by the story that leads to it."""

    cache_clear = dict.clear


_known = _Beginnings()


def lived_once(live: Lives[P]) -> Lives[P]:
    """Have a part of a town's life lived once for all towns that come to it by the same story.

    It tells everything that it depends on by its arguments.
    """

    @wraps(live)
    def lives(town: Town, /, *given: P.args, **named: P.kwargs) -> None:
        if not town.is_as_told():
            live(town, *given, **named)
            return
        story = (*town.story, live, _spelt(given), _spelt(tuple(named.items())))
        if story in _known:
            town.goes_on_from(_known[story])
        else:
            live(town, *given, **named)
            _known[story] = town.beginning()
        town.is_told_by(story)

    return lives


def _spelt(value: Any) -> Hashable:
    match value:
        case Townsperson():
            return "by account", value.profile.account.user
        case list() | tuple():
            return tuple(map(_spelt, value))
        case _:
            return cast(Hashable, value)
