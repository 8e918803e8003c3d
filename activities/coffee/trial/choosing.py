"""Commands about one trial: done to the only one that it can mean, else people choose."""

from collections.abc import Callable

from activities.coffee.trial import TRIALS
from activities.kit.facilitated import AboutOne
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import trials
from storage.tables import Trial


def about_one(
    action: str, phases: tuple[str, ...], then: Callable[[Turn, Trial], Answer], mine: bool = False
) -> AboutOne[Trial]:
    """Make a command about one trial in these phases. `mine`: of those alone that the person is in."""
    joined = trials.joined_by if mine else None
    return TRIALS.about_one(action, phases, then, which=WHICH[action], none=NONE[action], mine=joined)


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
