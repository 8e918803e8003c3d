"""Cancelling a trial, at any time before feedback is asked for."""

from activities.coffee.draw.proposal import discard
from activities.coffee.meeting import News
from activities.coffee.meeting.ending import end_for_good
from activities.coffee.trial import TRIAL, cancel_button, people_counted, the_trial
from activities.coffee.trial.announcement import ANNOUNCING
from activities.coffee.trial.draw import the_draw
from activities.kit.cards import Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.wording import count
from storage import trials
from storage.tables import Person, Signup, Trial


def ask_to_cancel(turn: Turn, trial: Trial) -> Card:
    """Ask a facilitator who would cancel a trial: it cannot be brought back."""
    return ask_cancel_card(trial, trials.count_signups(turn.here, trial.id))


def cancel_trial(turn: Turn, pressed: Pressed) -> Card:
    """Cancel the trial, once the facilitator has confirmed."""
    return _cancel(turn, the_trial(turn, pressed.subject))


def cancel_instead(turn: Turn, pressed: Pressed) -> Card:
    """Cancel the trial instead of sending this draw; an old draw's button no longer can."""
    trial, draw = the_draw(turn, pressed.subject)
    if draw.phase != "waiting_for_approval":
        raise MovedOn
    return _cancel(turn, trial)


def _cancel(turn: Turn, trial: Trial) -> Card:
    TRIAL.step(trial, "cancel")
    discard(turn, trial)
    for what in ("close", "match", "ask_feedback"):
        turn.cancel_wake(what, trial.id)
    turn.session.flush()
    ANNOUNCING.announce(turn, trial)
    CANCELLED.spread(turn, trial)
    return is_cancelled_card(trial, trials.count_signups(turn.here, trial.id))


def _tell(turn: Turn, trial: Trial, _signup: Signup, person: Person, _since: str) -> None:
    turn.tell(person, cancelled_card(trial), ("cancelled", trial.id))


CANCELLED = News("cancel_on", end_for_good, _tell)
"""Everybody's meetings end, and they are told."""


# ---- what people see ------------------------------------------------------------------------------------------------


def ask_cancel_card(trial: Trial, joined: int) -> Card:
    """Build the card for a facilitator who would cancel a trial."""
    return say(
        "Cancel ",
        Bold(trial.title),
        f"? I’d tell everybody who joined ({people_counted(joined)}), and it could not be brought back.",
        buttons=[cancel_button(trial, joined)],
    )


def cancelled_card(trial: Trial) -> Card:
    """Build the card for everybody who joined, when the trial is cancelled."""
    return say(
        "Sorry: ", Bold(trial.title), " has been cancelled, so there is nothing you need to do. Perhaps next time!"
    )


def is_cancelled_card(trial: Trial, joined: int) -> Card:
    """Build the card for the facilitator who cancelled a trial."""
    return say(Bold(trial.title), f" is cancelled; {count(joined, 'person is', 'people are')} being told.")
