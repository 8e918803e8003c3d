"""Which turns are counted, and by which ids their lines in the log are put together.

Answers without a name are not counted, and called by no key: nothing tells when they were given, or in which chat.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import perf_counter
from typing import assert_never

from activities.kit.events import Account, Command, Event, Kind, Pressed, Profile, Submitted
from bot.engine.measures import Measures, Outcome, TurnKind
from bot.faults.about import About, about_a_turn

NOBODY = Profile(Account("", "", ""), name="", kind=Kind.STRANGER)
"""Stands in an event in the place of whoever did it, where it is only to be counted."""


class CountedTurn:
    """A turn that is counted, from the beginning of the block to its end; failed, unless it is said what came of it."""

    def __init__(self, measures: Measures, kind: TurnKind, activity: str, ids: About, *, named: bool = True) -> None:
        self.outcome = Outcome.FAILED
        self._measures, self._kind, self._activity = measures, kind, activity
        self._ids, self._named = ids, named
        self._begun = 0.0

    def __enter__(self) -> "CountedTurn":
        self._ids.__enter__()
        self._begun = perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self._ids.__exit__()
        if self._named or self.outcome is Outcome.FAILED:
            self._measures.turn(self._kind, self.outcome, perf_counter() - self._begun)
        if self.outcome is Outcome.FAILED:
            self._measures.failed(self._kind, self._activity)


class Counting:
    """Tells whoever measures of turns. Where one without a name fails that is counted, for the log says so, too.

    `activities`: the name of each, by every command that leads there.
    """

    def __init__(
        self, measures: Measures, activities: Mapping[str, str], is_without_a_name: Callable[[Event], bool]
    ) -> None:
        self.measures = measures
        self._activities, self._is_without_a_name = activities, is_without_a_name

    def turn(self, kind: TurnKind, activity: str = "") -> CountedTurn:
        """Count a turn that nobody's event has caused."""
        return CountedTurn(self.measures, kind, activity, about_a_turn())

    def turn_of(self, event: Event) -> CountedTurn:
        """Count the turn in which somebody's event is taken."""
        named = not self._is_without_a_name(event)
        activity = self._activities.get(event.activity, "")
        return CountedTurn(self.measures, _kind(event), activity, about_a_turn(**_ids(event, named)), named=named)

    def waiting(self, event: Event) -> AbstractContextManager[None]:
        """Count an event among those that wait, for as long as the block runs."""
        return nullcontext() if self._is_without_a_name(event) else self.measures.waiting()

    @contextmanager
    def acknowledging(self, platform: str, event: Event) -> Iterator[None]:
        """Count how long a platform waits to hear that an event has been taken: as long as the block runs."""
        named = not self._is_without_a_name(event)
        counted = self.measures.acknowledging(platform, _kind(event)) if named else nullcontext()
        with about_a_turn(platform=platform, **_ids(event, named)), counted:
            yield


def _ids(event: Event, named: bool) -> dict[str, str]:
    return {"event": event.key} if named and event.key else {}


def _kind(event: Event) -> TurnKind:
    match event:
        case Command():
            return TurnKind.COMMAND
        case Pressed():
            return TurnKind.PRESS
        case Submitted():
            return TurnKind.FORM
        case _:
            assert_never(event)
