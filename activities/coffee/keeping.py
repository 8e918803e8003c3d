"""How long a trial is kept: some time after the last day to meet, or until a facilitator releases it."""

from datetime import date, timedelta

from activities.coffee.cards import keeping as cards
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.trial import TRIAL, the_trial, who_runs
from activities.kit.keeping import Keeping
from activities.kit.turn import Turn
from storage import trials
from storage.people import sure
from storage.tables import Trial

WARNS_BEFORE = timedelta(days=28)
"""How long before a trial goes that nobody has filed, its facilitator is told."""

KEEPING = Keeping[Trial]("coffee", the_trial, lambda trial: trial.meet_by, cards.WHAT_GOES)

ask = AboutOneTrial("hold", tuple(sorted(TRIAL.all)), KEEPING.card)
"""`/coffee hold`."""


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
            card = cards.goes_unfiled(trial, KEEPING.goes_on(turn, trial))
            for person in who_runs(turn, trial):
                turn.tell(person, card, ("goes_unfiled", sure(trial.id)))
