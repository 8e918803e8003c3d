"""A command about one trial: done at once where it can mean only one, else the answer is a card to choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from activities.coffee.cards import choosing as cards
from activities.coffee.trial import the_trial
from activities.kit.events import Command, Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import trials
from storage.people import sure
from storage.tables import Trial


@dataclass(frozen=True)
class AboutOneTrial:
    """The command `action` and the button of the same name, which carries a trial's id.

    `phases`: in which it makes sense; `mine`: only for trials that the person is in.
    """

    action: str
    phases: tuple[str, ...]
    then: Callable[[Turn, Trial], Answer]
    mine: bool = False

    def typed(self, turn: Turn, command: Command) -> Answer:
        """Do it to the only trial it can mean; ask where there are several, say so where there is none."""
        found = self._trials(turn)
        match len(found):
            case 0:
                return cards.none(self.action)
            case 1:
                turn.concerns(found[0].id)
                return self.then(turn, the_trial(turn, sure(found[0].id)))
            case _:
                return cards.which(self.action, found)

    def pressed(self, turn: Turn, pressed: Pressed) -> Answer:
        """Do it to the trial on the button; raises `MovedOn` where it is too late for that."""
        trial = the_trial(turn, pressed.subject)
        if trial.phase not in self.phases:
            raise MovedOn
        return self.then(turn, trial)

    def _trials(self, turn: Turn) -> Sequence[Trial]:
        if self.mine:
            return trials.joined_by(turn.session, turn.org, sure(turn.person.id), self.phases)
        return trials.in_phases(turn.session, turn.org, self.phases)
