"""Which turns are counted, and by which ids their lines in the log are put together.

Answers without a name are not counted, and called by no key: nothing tells when they were given, or in which chat.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from time import perf_counter
from typing import assert_never

from activities.kit.events import Account, Command, Event, Kind, Pressed, Profile, Submitted
from bot.engine.measures import Measures, Outcome, TurnKind
from bot.faults.about import about, about_a_turn

NOBODY = Profile(Account("", "", ""), name="", kind=Kind.STRANGER)
"""Stands in an event in the place of whoever did it, where it is only to be counted."""


@dataclass
class Counted:
    """A turn that is under way; what came of it is noted here before it ends. Else it failed."""

    outcome: Outcome = Outcome.FAILED


class Counting:
    """Tells whoever measures of turns. Where one without a name fails that is counted, for the log says so, too."""

    def __init__(self, measures: Measures, is_without_a_name: Callable[[Event], bool]) -> None:
        self.measures = measures
        self._is_without_a_name = is_without_a_name

    @contextmanager
    def turn(self, kind: TurnKind, activity: str = "", *, named: bool = True) -> Iterator[Counted]:
        """Count a turn, from the beginning of the block to its end."""
        counted, begun = Counted(), perf_counter()
        try:
            with about_a_turn():
                yield counted
        finally:
            if named or counted.outcome is Outcome.FAILED:
                self.measures.turn(kind, counted.outcome, perf_counter() - begun)
            if counted.outcome is Outcome.FAILED:
                self.measures.failed(kind, activity)

    @contextmanager
    def turn_of(self, event: Event) -> Iterator[Counted]:
        """Count the turn in which somebody's event is taken."""
        named = not self._is_without_a_name(event)
        with about(**self._ids(event)), self.turn(_kind(event), event.activity, named=named) as counted:
            yield counted

    def waiting(self, event: Event) -> AbstractContextManager[None]:
        """Count an event among those that wait, for as long as the block runs."""
        return nullcontext() if self._is_without_a_name(event) else self.measures.waiting()

    @contextmanager
    def acknowledging(self, platform: str, event: Event) -> Iterator[None]:
        """Count how long a platform waits to hear that an event has been taken: as long as the block runs."""
        named = not self._is_without_a_name(event)
        counted = self.measures.acknowledging(platform, _kind(event)) if named else nullcontext()
        with about_a_turn(platform=platform, **self._ids(event)), counted:
            yield

    def _ids(self, event: Event) -> dict[str, str]:
        return {} if self._is_without_a_name(event) or not event.key else {"event": event.key}


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
