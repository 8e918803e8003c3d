"""Until when a trial is kept, and putting it on hold."""

from datetime import date

from activities.kit.views import Bold, Button, Card, Confirm, say
from activities.kit.wording import day
from storage.tables import Trial

WHAT_GOES = "who signed up, who met whom and what they answered"


def kept(trial: Trial, goes_on: date, today: date) -> Card:
    """For the facilitator who asks."""
    if trial.on_hold:
        question = f"It will be deleted when its time has come: on {day(goes_on, today)}, or tonight if that is over."
        return say(
            Bold(trial.title),
            f" is on hold: {WHAT_GOES} is kept until a facilitator releases it.",
            buttons=[_button("Release", "release", trial, question)],
        )
    question = "It will be kept until a facilitator releases it. Do so only where the law asks for it."
    return say(
        Bold(trial.title),
        f" is kept until {day(goes_on, today)}. Then {WHAT_GOES} is deleted by itself; what was filed stays.",
        buttons=[_button("Put on hold", "put_on_hold", trial, question)],
    )


def goes_unfiled(trial: Trial, goes_on: date) -> Card:
    """For whoever runs a trial that nobody has filed."""
    return say(
        Bold(trial.title),
        f" will be deleted on {day(goes_on)}, and nobody has filed its report yet. Please file it, so that what came "
        "of it is not lost.",
        buttons=[Button("See the report", "coffee.report", str(trial.id), style="primary")],
    )


def _button(label: str, action: str, trial: Trial, question: str) -> Button:
    return Button(label, f"coffee.{action}", str(trial.id), confirm=Confirm(question, label))
