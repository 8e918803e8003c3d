"""Commands about one café."""

from collections.abc import Sequence

from activities.cafe.cafe import the_cafe
from activities.cafe.cards import choosing as cards
from activities.kit.cards import Card
from activities.kit.choosing import AboutOne
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe


class AboutOneCafe(AboutOne[Cafe]):
    """A command about one café: done to the only one that it can mean, else people choose."""

    def possible(self, turn: Turn) -> Sequence[Cafe]:
        """Find the cafés that the command can mean: those in its phases, or of these only the person’s own."""
        if self.mine:
            return cafes.joined_by(turn.here, turn.person.id, self.phases)
        return cafes.in_phases(turn.here, self.phases)

    def locked(self, turn: Turn, subject: str | int) -> Cafe:
        """Lock the café with this id. Raises `MovedOn` where there is none."""
        return the_cafe(turn, subject)

    def which(self, found: Sequence[Cafe]) -> Card:
        """Ask which of several cafés is meant."""
        return cards.which(self.action, found)

    def none(self) -> Card:
        """Say that there is no such café, and what can be done."""
        return cards.none(self.action)
