"""A command about one thing: done at once where it can mean only one, else the answer is a card to choose."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from activities.kit.cards import Card
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

    `phases`: in which it makes sense; `mine`: only for those that the person is in.
    """

    action: str
    phases: tuple[str, ...]
    then: Callable[[Turn, One], Answer]
    mine: bool = False

    def typed(self, turn: Turn, command: Command) -> Answer:
        """Do it to the only one it can mean; ask where there are several, say so where there is none."""
        found = self.possible(turn)
        if len(found) != 1:
            return self.which(found) if found else self.none()
        turn.concerns(found[0].id)
        return self.then(turn, self.locked(turn, found[0].id))

    def pressed(self, turn: Turn, pressed: Pressed) -> Answer:
        """Do it to the one on the button; raises `MovedOn` where it is too late for that."""
        one = self.locked(turn, pressed.subject)
        if one.phase not in self.phases:
            raise MovedOn
        return self.then(turn, one)

    @abstractmethod
    def possible(self, turn: Turn) -> Sequence[One]:
        """All that the command can mean."""

    @abstractmethod
    def locked(self, turn: Turn, subject: str | int) -> One:
        """The one with this id, for this turn alone to change; raises `MovedOn` where there is none."""

    @abstractmethod
    def which(self, found: Sequence[One]) -> Card:
        """Asks which of several is meant, with a button for each."""

    @abstractmethod
    def none(self) -> Card:
        """Says that there is none, and what can be done."""
