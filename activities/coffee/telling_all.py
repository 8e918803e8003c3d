"""Telling everybody in a trial of something, some in each turn, so that nobody else has to wait for long.

The wake between two turns says where to go on, and a bot that is killed goes on from there. What is told is what is
true by then; where there is something newer to tell, everybody is told that, from the beginning.
"""

from collections.abc import Callable
from dataclasses import dataclass

from activities.coffee.meeting import Gathering, gathering
from activities.coffee.trial import the_trial
from activities.kit.events import Due
from activities.kit.subjects import subject
from activities.kit.turn import Turn
from storage import meetings, trials
from storage.tables import Person, Signup, Trial

SO_FAR = subject(int, int, int, str)
"""Of a trial, the last meeting and the last sign-up that were told, and since when."""

SEEN_TO_A_TURN = 20
"""How many meetings and people are seen to in one turn."""


@dataclass(frozen=True)
class News:
    """What is done with each meeting of a trial, and then with each person in it.

    `goes_on`: the wake between two turns. `since`: when it began, for the keys of what is told.
    """

    goes_on: str
    meeting: Callable[[Turn, Gathering], None]
    person: Callable[[Turn, Trial, Signup, Person, str], None] = lambda *_: None

    def spread(self, turn: Turn, trial: Trial) -> None:
        """Begin to tell everybody; in a small trial, that is all."""
        turn.cancel_wakes(self.goes_on, f"{trial.id}:")
        self._some(turn, trial, 0, 0, turn.now.isoformat())

    def spread_on(self, turn: Turn, due: Due) -> None:
        """Go on from where the last turn ended."""
        trial, met, told, since = SO_FAR.read(due.subject)
        self._some(turn, the_trial(turn, trial), met, told, since)

    def _some(self, turn: Turn, trial: Trial, met: int, told: int, since: str) -> None:
        """Tell some, after the meeting and after the sign-up with these ids."""
        left = SEEN_TO_A_TURN
        for meeting in meetings.after(turn.here, trial.id, met, left):
            self.meeting(turn, gathering(turn, trial, meeting))
            met, left = meeting, left - 1
        for signup, person in trials.signups_after(turn.here, trial.id, told, left):
            self.person(turn, trial, signup, person, since)
            told, left = signup.id, left - 1
        if not left:
            turn.soon(self.goes_on, SO_FAR.spell(trial.id, met, told, since))
