"""Closing sign-ups: at 17:00 on the day, or when a facilitator says so."""

from datetime import date

from activities.coffee.trial import (
    TRIAL,
    cancel_button,
    longer_button,
    match_day,
    matches_at,
    pairs_follow,
    people_counted,
    the_trial,
)
from activities.coffee.trial.announcement import ANNOUNCING
from activities.coffee.trial.draw import begin, current
from activities.kit.cards import Card, say
from activities.kit.events import Due
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import trials
from storage.tables import Trial

FEWEST = 2
"""Fewer people than this cannot be matched."""


def close_due(turn: Turn, due: Due) -> None:
    """Close sign-ups at 17:00 on the day; people are matched on the next working morning."""
    trial = the_trial(turn, due.subject)
    if trial.phase != "waiting_for_signups":
        return
    TRIAL.step(trial, "close")
    ANNOUNCING.announce(turn, trial)
    turn.wake(matches_at(turn, trial), "match", trial.id)
    ahead = match_day(turn, trial) if turn.now < matches_at(turn, trial) else None  # none where this comes late
    card = closed_card(trial, ahead, _joined(turn, trial))
    for person in turn.who_runs(trial):
        turn.tell(person, card, ("closed", trial.id, trial.signups_close.isoformat()))


def close_now(turn: Turn, trial: Trial) -> Card:
    """Match people at once, as a facilitator who closes sign-ups, or has waited since they closed, wants it."""
    joined = _joined(turn, trial)
    if joined < FEWEST:
        return too_few_card(trial, joined)
    TRIAL.step(trial, "close")
    ANNOUNCING.announce(turn, trial)
    turn.cancel_wake("close", trial.id)
    turn.cancel_wake("match", trial.id)
    if current(turn, trial) is None:
        begin(turn, trial, waited_for=True)
    return matching_now_card(trial, joined, runs_it=turn.by in turn.who_runs(trial))


def _joined(turn: Turn, trial: Trial) -> int:
    return trials.count_signups(turn.here, trial.id)


# ---- what people see ------------------------------------------------------------------------------------------------


def closed_card(trial: Trial, matched: date | None, joined: int) -> Card:
    """Build the card for the facilitator when the clock has closed sign-ups.

    `matched`: the day, unless it has come already.
    """
    if joined < FEWEST:
        return say(
            f"Sign-ups for {trial.title} have closed with {people_counted(joined)}, too few to match. ",
            "You can keep them open longer, or cancel the trial.",
            buttons=(longer_button(trial), cancel_button(trial, joined)),
        )
    then = "I’ll show you the pairs" if trial.approve == "review" else "I’ll match people and introduce them"
    when = f"On {day(matched)} at 09:00" if matched else "Now"
    return say(f"Sign-ups for {trial.title} have closed: {people_counted(joined)} joined. {when} {then}.")


def too_few_card(trial: Trial, joined: int) -> Card:
    """Build the card for a facilitator who would close sign-ups before there is anybody to match."""
    if trial.phase != "waiting_for_signups":
        return say(
            f"{people_counted(joined).capitalize()} signed up for {trial.title}, too few to match. ",
            "You can keep sign-ups open longer, or cancel the trial.",
            buttons=(longer_button(trial), cancel_button(trial, joined)),
        )
    return say(
        f"{people_counted(joined).capitalize()} signed up for {trial.title} so far, too few to match, so sign-ups "
        f"stay open until {day(trial.signups_close)} at 17:00."
    )


def matching_now_card(trial: Trial, joined: int, runs_it: bool) -> Card:
    """Build the card for a facilitator who closed sign-ups; `runs_it`: the pairs come to them by themselves."""
    then = pairs_follow(runs_it) if trial.approve == "review" else "Introductions go out now."
    return say(f"Sign-ups for {trial.title} have closed: {people_counted(joined)} joined. {then}")
