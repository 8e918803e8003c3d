"""Commands about one trial."""

from collections.abc import Sequence

from activities.coffee.trial import the_trial
from activities.kit.cards import Button, Card, say
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
        return which_card(self.action, found)

    def none(self) -> Card:
        """Say that there is no such trial, and what can be done."""
        return none_card(self.action)


# ---- what people see ------------------------------------------------------------------------------------------------

WHICH = {
    "join": "Several coffee trials are open. Which would you like to join?",
    "leave": "You are in several coffee trials. Which would you like to leave?",
    "change": "Which trial would you like to change?",
    "close": "Which trial shall I close sign-ups for, and match people now?",
    "pairs": "Whose pairs would you like to see?",
    "cancel": "Which trial would you like to cancel?",
    "feedback": "Which trial shall I ask for feedback on now?",
    "report": "Whose report would you like to see?",
    "hold": "Which trial is it about?",
}
NONE = {
    "join": "No coffee trial is open for sign-ups just now. The next one will be announced.",
    "leave": "You are in no coffee trial just now, so there is nothing to leave.",
    "change": "There is no trial that could be changed. Type /coffee new to open one.",
    "close": "No trial is taking sign-ups or waiting to be matched. Type /coffee new to open one.",
    "pairs": "There are no pairs to show yet: people are matched the working day after sign-ups close.",
    "cancel": "There is no trial that could be cancelled.",
    "feedback": "There is no trial to ask about: feedback is asked for once people have been introduced.",
    "report": "There is no report just now: a trial has one from the introductions until it is filed in the library.",
    "hold": "There is no trial that could be put on hold.",
}


def which_card(action: str, trials: Sequence[Trial]) -> Card:
    """Which of several trials somebody means."""
    return say(WHICH[action], buttons=[Button(trial.title, f"coffee.{action}", str(trial.id)) for trial in trials])


def none_card(action: str) -> Card:
    """There is no trial with which that could be done."""
    return say(NONE[action])
