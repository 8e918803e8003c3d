"""How long a trial is kept: some time after the last day to meet, or until a facilitator releases it."""

from datetime import date

from activities.coffee.cards import retention as cards
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.trial import TRIAL, the_trial
from activities.kit.retention import WARNS_BEFORE, KeepingUntilFiled
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Trial

KEEPING = KeepingUntilFiled[Trial](
    "coffee",
    the_trial,
    ended_on=lambda _turn, trial: trial.meet_by,
    what_goes=cards.WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=cards.goes_unfiled,
)

ask = AboutOneTrial("hold", tuple(sorted(TRIAL.all)), KEEPING.card)
"""`/coffee hold`."""


def expire(turn: Turn, before: date) -> None:
    """Delete every trial whose last day to meet was before a day, with everything about who took part in it."""
    KEEPING.expire(turn, trials.met_before(turn.here, before + WARNS_BEFORE), before)
