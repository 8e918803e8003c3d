"""What whoever runs a trial reads when an introduction did not arrive for certain."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, say
from activities.kit.lost import button
from activities.kit.runs import Bold, Run
from activities.kit.wording import day, listed_runs
from storage.tables import Trial

SEND_AGAIN = "coffee.send_again"


def may_not_have_arrived(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Nobody can tell: looking would mean reading their conversation."""
    return say(
        "I can’t tell whether my introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " arrived in the conversation that they share. I’m writing to each of them in their own chat too. If that "
        "fails as well, I’ll tell you.",
        buttons=[_send_again(meeting, may_be_there=True)],
    )


def did_not_arrive_together(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Surely nothing stands in the conversation that they share."""
    return say(
        "I could not write to ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " together. I’m writing to each of them in their own chat instead. If that fails as well, I’ll tell you.",
        buttons=[_send_again(meeting)],
    )


def not_introduced(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Nothing arrived for certain, neither together nor alone: they may not know of each other."""
    return say(
        "My introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " did not arrive with each of them, and I’ve stopped trying. They count as not introduced. You can have it "
        "sent again.",
        buttons=[_send_again(meeting)],
    )


def too_late_to_introduce(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """It waited until the time to meet was over, so it is not sent."""
    return say(
        "My introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        f" could not arrive by {day(trial.meet_by)}, when they were to have met, so I did not send it. They count as "
        "not introduced. Give everybody more time with /coffee change, and then press Send again.",
        buttons=[_send_again(meeting)],
    )


def no_time_to_meet(trial: Trial) -> Card:
    """In answer to “Send again”, where the day has passed by which they were to meet."""
    return say(
        "The time to meet in ",
        Bold(trial.title),
        f" ended on {day(trial.meet_by)}. If nobody has been asked for feedback yet, /coffee change gives everybody "
        "more time; then press Send again.",
    )


def sent_again(people: Sequence[Run]) -> Card:
    """In answer to “Send again”."""
    return say("I’m sending the introduction of ", listed_runs(people), " again.")


def cannot_be_reached(trial: Trial, who: Run, partners: Sequence[Run]) -> Card:
    """Somebody whom the platform does not let us write to."""
    if not partners:
        return say("I can’t write to ", who, " in ", Bold(trial.title), ". Their account may be closed.")
    return say(
        "I can’t write to ",
        who,
        " in ",
        Bold(trial.title),
        "; their account may be closed. I’ve told ",
        listed_runs(partners),
        " and look after them.",
    )


def _send_again(meeting: int, may_be_there: bool = False) -> Button:
    return button(SEND_AGAIN, str(meeting), may_be_there)
