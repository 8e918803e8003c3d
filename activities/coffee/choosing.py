"""Commands about one trial."""

from collections.abc import Sequence

from activities.coffee.cards import choosing as cards
from activities.coffee.trial import the_trial
from activities.kit.cards import Card
from activities.kit.choosing import AboutOne
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Trial


class AboutOneTrial(AboutOne[Trial]):
    """A command about one trial: done to the only one that it can mean, else people choose."""

    def possible(self, turn: Turn) -> Sequence[Trial]:
        """Find the trials that the command can mean: those in its phases, or of these only the person’s own."""
        if self.mine:
            return trials.joined_by(turn.here, turn.person.id, self.phases)
        return trials.in_phases(turn.here, self.phases)

    def locked(self, turn: Turn, subject: str | int) -> Trial:
        """Lock the trial with this id. Raises `MovedOn` where there is none."""
        return the_trial(turn, subject)

    def which(self, found: Sequence[Trial]) -> Card:
        """Ask which of several trials is meant."""
        return cards.which(self.action, found)

    def none(self) -> Card:
        """Say that there is no such trial, and what can be done."""
        return cards.none(self.action)
