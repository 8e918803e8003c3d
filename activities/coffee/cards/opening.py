"""The form that opens a trial and the one that changes it, and what is said on a field that cannot be taken."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Paragraph
from activities.kit.forms import ChannelField, ChoiceField, DateField, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.wording import day
from storage.tables import Trial

NEW = "new"
"""The subject of the form that opens a trial, which has no id yet."""

LONGEST_TITLE, LONGEST_SITE, MOST_SITES, LONGEST_NOTE = 70, 60, 10, 1000  # so that they fit buttons and lists


def form(signups_close: date, meet_by: date, sites: Sequence[str]) -> Form:
    """The form that opens a trial, with what can be guessed in place."""
    return Form(
        "coffee.trial",
        NEW,
        "New coffee trial",
        "Open sign-ups",
        (
            TextField("title", "What is it called?", hint="For example “KNOWvember”.", max_length=LONGEST_TITLE),
            ChannelField("channel", "Where shall I announce it?", hint="A channel that I’m in."),
            _signups_close(signups_close),
            _meet_by(meet_by),
            TextField("sites", "Sites where people can meet, one a line", value="\n".join(sites), multiline=True),
            _note(""),
            ChoiceField(
                "approve",
                "When people have been matched",
                (Option("review", "Show me the pairs first"), Option("automatic", "Introduce them straight away")),
                value="review",
            ),
        ),
    )


def change_form(trial: Trial, with_signups: bool) -> Form:
    """The form that moves a trial's dates and changes its note; without the closing date once people have met."""
    fields = (_meet_by(trial.meet_by), _note(trial.note))
    return Form(
        "coffee.trial",
        str(trial.id),
        "Change the trial",
        "Save",
        (_signups_close(trial.signups_close), *fields) if with_signups else fields,
        (Paragraph(words(Bold(trial.title), ". Everybody who joined is told if a date moves.")),),
    )


NO_TITLE = "Please give the trial a name; people will see it."
NO_SITES = "Please name at least one site where people can meet."
LONG_SITE = f"Please keep each site to {LONGEST_SITE} characters, and put one on each line."
MANY_SITES = f"Please name {MOST_SITES} sites at most."


def closes_in_the_past(today: date) -> str:
    """For a closing date whose 17:00 has passed."""
    return f"Sign-ups would close in the past: please choose a day after {day(today)}."


def no_time_to_meet(matched: date) -> str:
    """For a meet-by date that leaves no time after people have been introduced."""
    return f"Pairs go out on {day(matched)}; please choose a day after that, so that people have time to meet."


def too_late_to_meet(today: date) -> str:
    """For a new meet-by date that has passed."""
    return f"Please choose a day after {day(today)}."


def _signups_close(value: date) -> DateField:
    return DateField(
        "signups_close", "Sign-ups close on", value, hint="At 17:00. I match people the working day after."
    )


def _meet_by(value: date) -> DateField:
    return DateField("meet_by", "People meet by", value, hint="About three weeks suits most people.")


def _note(value: str) -> TextField:
    hint = "Goes into each introduction: a voucher for the drinks, perhaps."
    return TextField("note", "A note for everybody", value, True, required=False, hint=hint, max_length=LONGEST_NOTE)
