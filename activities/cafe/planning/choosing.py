"""Commands about one café."""

from collections.abc import Sequence

from activities.cafe.cafe import the_cafe
from activities.cafe.wording import short
from activities.kit.cards import Button, Card, say
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
        return which_card(self.action, found)

    def none(self) -> Card:
        """Say that there is no such café, and what can be done."""
        return none_card(self.action)


# ---- what people see ------------------------------------------------------------------------------------------------

WHICH = "Which café do you mean?"
NONE = {
    "join": "No café is open just now. The next one will be announced.",
    "leave": "You are in no café just now, so there is nothing to leave.",
    "start": "There is no café to start. Type /cafe new to plan one.",
    "next": "No café is under way, so there is no next round. Type /cafe start to start one.",
    "close": "There is no café to close.",
    "hold": "There is no café that could be put on hold.",
}


def which_card(action: str, cafes: Sequence[Cafe]) -> Card:
    """Which of several cafés somebody means."""
    return say(WHICH, buttons=[Button(short(cafe.question), f"cafe.{action}", str(cafe.id)) for cafe in cafes])


def none_card(action: str) -> Card:
    """There is no café with which that could be done."""
    return say(NONE[action])
