"""Cancelling a trial, at any time before feedback is asked for."""

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.cards import trial as cards
from activities.coffee.draw import the_draw
from activities.coffee.meeting import end_for_good
from activities.coffee.proposal import discard
from activities.coffee.telling_all import News
from activities.coffee.trial import TRIAL, the_trial
from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Person, Signup, Trial


def ask_to_cancel(turn: Turn, trial: Trial) -> Card:
    """It cannot be brought back, so ask first."""
    return cards.ask_cancel(trial, trials.count_signups(turn.here, trial.id))


def cancel_trial(turn: Turn, pressed: Pressed) -> Card:
    """The answer to that."""
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
    return cards.is_cancelled(trial, trials.count_signups(turn.here, trial.id))


def _tell(turn: Turn, trial: Trial, _signup: Signup, person: Person, _since: str) -> None:
    turn.tell(person, cards.cancelled(trial), ("cancelled", trial.id))


CANCELLED = News("cancel_on", end_for_good, _tell)
"""Everybody's meetings end, and they are told."""
