"""Closing sign-ups: at 17:00 on the day, or when a facilitator says so."""

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.cards import trial as cards
from activities.coffee.draw import begin, current
from activities.coffee.trial import TRIAL, match_day, matches_at, the_trial
from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Trial


def close_due(turn: Turn, due: Due) -> None:
    """It is 17:00 on the day: people are matched on the next working morning."""
    trial = the_trial(turn, due.subject)
    if trial.phase != "waiting_for_signups":
        return
    TRIAL.step(trial, "close")
    ANNOUNCING.announce(turn, trial)
    turn.wake(matches_at(trial), "match", trial.id)
    ahead = match_day(trial.signups_close) if turn.now < matches_at(trial) else None  # none where this comes late
    card = cards.closed(trial, ahead, _joined(turn, trial))
    for person in turn.who_runs(trial):
        turn.tell(person, card, ("closed", trial.id, trial.signups_close.isoformat()))


def close_now(turn: Turn, trial: Trial) -> Card:
    """A facilitator closes sign-ups, or has waited long enough since they closed: match people at once."""
    joined = _joined(turn, trial)
    if joined < cards.FEWEST:
        return cards.too_few(trial, joined)
    TRIAL.step(trial, "close")
    ANNOUNCING.announce(turn, trial)
    turn.cancel_wake("close", trial.id)
    turn.cancel_wake("match", trial.id)
    if current(turn, trial) is None:
        begin(turn, trial, waited_for=True)
    return cards.matching_now(trial, joined, runs_it=turn.by in turn.who_runs(trial))


def _joined(turn: Turn, trial: Trial) -> int:
    return trials.count_signups(turn.here, trial.id)
