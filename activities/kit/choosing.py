"""A command about one thing: done at once where it can mean only one, else the answer is a card to choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from activities.kit.cards import Button, Card, say
from activities.kit.events import Command, Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer


class HasPhases(Protocol):
    """A row that can be chosen."""

    id: int
    phase: str


One = TypeVar("One", bound=HasPhases)


@dataclass(frozen=True)
class AboutOne(Generic[One]):
    """The command `action` and the button of the same name, which carries the id of a trial, or of a café.

    `phases`: in which it makes sense. `the`: the one with an id, for this turn alone to change; raises `MovedOn`.
    `possible`: all that the command can mean. `which`: the question which of several is meant, each of which is
    `called` something on its button; `none`: that there is none, and what can be done.
    """

    activity: str
    action: str
    phases: tuple[str, ...]
    then: Callable[[Turn, One], Answer]
    the: Callable[[Turn, str | int], One]
    possible: Callable[[Turn, tuple[str, ...]], Sequence[One]]
    which: str
    none: str
    called: Callable[[One], str]

    def typed(self, turn: Turn, command: Command) -> Answer:
        """Do what was typed to the only one it can mean; ask where there are several, say so where there is none."""
        found = self.possible(turn, self.phases)
        if len(found) != 1:
            return self._ask_which(found) if found else say(self.none)
        turn.concerns(found[0].id)
        return self.then(turn, self.the(turn, found[0].id))

    def pressed(self, turn: Turn, pressed: Pressed) -> Answer:
        """Do what was pressed to the one on the button; raise `MovedOn` where it is too late for that."""
        one = self.the(turn, pressed.subject)
        if one.phase not in self.phases:
            raise MovedOn
        return self.then(turn, one)

    def _ask_which(self, found: Sequence[One]) -> Card:
        action = f"{self.activity}.{self.action}"
        return say(self.which, buttons=[Button(self.called(one), action, str(one.id)) for one in found])
