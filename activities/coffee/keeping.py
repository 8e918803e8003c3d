"""How long a trial is kept: some time after the last day to meet, or until a facilitator releases it."""

from datetime import date, timedelta

from activities.coffee.cards import keeping as cards
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.trial import TRIAL, the_trial, who_runs
from activities.kit.events import Pressed
from activities.kit.turn import Turn
from activities.kit.views import Card
from storage import trials
from storage.people import sure
from storage.tables import Trial

WARNS_BEFORE = timedelta(days=28)
"""How long before a trial goes that nobody has filed, its facilitator is told."""


def kept(turn: Turn, trial: Trial) -> Card:
    """Until when it is kept, and the button that changes that."""
    return cards.kept(trial, _goes_on(turn, trial), turn.today)


ask = AboutOneTrial("hold", tuple(sorted(TRIAL.all)), kept)
"""`/coffee hold`."""


def put_on_hold(turn: Turn, pressed: Pressed) -> Card:
    """The law asks for it: keep this trial until it is released."""
    return _hold(turn, pressed, on_hold=True)


def release(turn: Turn, pressed: Pressed) -> Card:
    """From now on it goes when others go."""
    return _hold(turn, pressed, on_hold=False)


def expire(turn: Turn, before: date) -> None:
    """Delete every trial whose last day to meet was before a day, with everything about who took part in it.

    What was filed of it stays in the library. Whoever runs a trial that has not been filed is warned some weeks before.
    """
    for trial in trials.met_before(turn.session, turn.org, before + WARNS_BEFORE):
        if trial.on_hold:
            continue
        if trial.meet_by < before:
            turn.session.delete(trial)
            turn.erases = True
        elif trial.phase == "waiting_for_filing":
            for person in who_runs(turn, trial):
                turn.tell(person, cards.goes_unfiled(trial, _goes_on(turn, trial)), ("goes_unfiled", sure(trial.id)))


def _hold(turn: Turn, pressed: Pressed, on_hold: bool) -> Card:
    trial = the_trial(turn, pressed.subject)
    trial.on_hold = on_hold
    turn.session.flush()
    return kept(turn, trial)


def _goes_on(turn: Turn, trial: Trial) -> date:
    return trial.meet_by + turn.house.keep + timedelta(days=1)
