"""Phases as a table: what a thing waits for, what may happen then, and what it waits for next."""

from collections.abc import Mapping
from typing import Protocol


class HasPhase(Protocol):
    """A row that waits for something."""

    phase: str


class MovedOn(Exception):
    """Raised where what was asked for is no longer possible. The engine answers with the present state instead."""


class Phases:
    """A transition table, `{(phase, what happened): next phase}`.

    >>> door = Phases("shut", {("shut", "open"): "ajar", ("ajar", "close"): "shut"})
    """

    def __init__(self, first: str, table: Mapping[tuple[str, str], str]) -> None:
        self.first = first
        self.table = dict(table)

    def step(self, thing: HasPhase, happened: str) -> None:
        """Move `thing` on, or raise `MovedOn` where the table has no such step."""
        if (thing.phase, happened) not in self.table:
            raise MovedOn
        thing.phase = self.table[thing.phase, happened]

    def allows(self, thing: HasPhase, happened: str) -> bool:
        """Say whether `happened` may happen to `thing` now."""
        return (thing.phase, happened) in self.table

    def where(self, happened: str) -> tuple[str, ...]:
        """Return the phases in which this may happen."""
        return tuple(phase for phase, possible in self.table if possible == happened)

    @property
    def all(self) -> frozenset[str]:
        """Every phase there is."""
        return frozenset({self.first, *(phase for phase, _ in self.table), *self.table.values()})

    @property
    def ends(self) -> frozenset[str]:
        """Phases from which nothing leads on."""
        return self.all - {phase for phase, _ in self.table}
