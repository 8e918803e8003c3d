"""How long a trial is kept: some time after the last day to meet, or until a facilitator releases it."""

from datetime import date

from activities.coffee.trial import TRIAL, TRIALS
from activities.coffee.trial.choosing import about_one
from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.wording import day
from storage import trials
from storage.tables import Trial

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who signed up, who met whom and what they answered"


def goes_unfiled_card(trial: Trial, goes_on: date) -> Card:
    """Build the card for whoever runs a trial that nobody has filed, before it goes."""
    return say(
        Bold(trial.title),
        f" will be deleted on {day(goes_on)}, and nobody has filed its report yet. Please file it, so that what came "
        "of it is not lost.",
        buttons=[Button("See the report", "coffee.report", str(trial.id), style="primary")],
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = TRIALS.keeping(
    ended_on=lambda _turn, trial: trial.meet_by,
    ended_before=lambda turn, day: trials.met_before(turn.here, day),
    what_goes=WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=goes_unfiled_card,
)

ask = about_one("hold", tuple(sorted(TRIAL.all)), KEEPING.card)
"""`/coffee hold`."""
