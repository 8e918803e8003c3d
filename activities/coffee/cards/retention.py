"""What goes when a trial has been kept long enough, and the warning before."""

from datetime import date

from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.wording import day
from storage.tables import Trial

WHAT_GOES = "who signed up, who met whom and what they answered"


def goes_unfiled(trial: Trial, goes_on: date) -> Card:
    """For whoever runs a trial that nobody has filed."""
    return say(
        Bold(trial.title),
        f" will be deleted on {day(goes_on)}, and nobody has filed its report yet. Please file it, so that what came "
        "of it is not lost.",
        buttons=[Button("See the report", "coffee.report", str(trial.id), style="primary")],
    )
