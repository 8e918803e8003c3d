"""What whoever runs a trial reads when an introduction did not arrive for certain."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.runs import Bold, Run
from activities.kit.wording import listed_runs
from storage.tables import Trial


def may_not_have_arrived(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Nobody can tell: looking would mean reading their conversation."""
    question = "If the first one did arrive, they get it twice. Send it again?"
    return say(
        "I can’t tell whether my introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " arrived in the conversation that they share. I’ve written to each of them in their own chat, so there’s "
        "nothing you need to do.",
        buttons=[Button("Send again", "coffee.send_again", str(meeting), confirm=Confirm(question, "Send again"))],
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
