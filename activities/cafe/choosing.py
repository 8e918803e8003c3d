"""A command about one café: done at once where it can mean only one, else the answer is a card to choose."""

from collections.abc import Callable
from dataclasses import dataclass

from activities.cafe.cafe import the_cafe
from activities.cafe.cards import choosing as cards
from activities.kit.events import Command, Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import cafes
from storage.people import sure
from storage.tables import Cafe


@dataclass(frozen=True)
class AboutOneCafe:
    """The command `action` and the button of the same name, which carries a café's id.

    `phases`: in which it makes sense; `mine`: only for cafés that the person is in.
    """

    action: str
    phases: tuple[str, ...]
    then: Callable[[Turn, Cafe], Answer]
    mine: bool = False

    def typed(self, turn: Turn, command: Command) -> Answer:
        """Do it to the only café it can mean; ask where there are several, say so where there is none."""
        if self.mine:
            found = cafes.joined_by(turn.session, turn.org, sure(turn.person.id), self.phases)
        else:
            found = cafes.in_phases(turn.session, turn.org, self.phases)
        if len(found) != 1:
            return cards.which(self.action, found) if found else cards.none(self.action)
        turn.concerns(found[0].id)
        return self.then(turn, the_cafe(turn, sure(found[0].id)))

    def pressed(self, turn: Turn, pressed: Pressed) -> Answer:
        """Do it to the café on the button; raises `MovedOn` where it is too late for that."""
        cafe = the_cafe(turn, pressed.subject)
        if cafe.phase not in self.phases:
            raise MovedOn
        return self.then(turn, cafe)
