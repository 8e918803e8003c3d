"""Opening a trial: the form, its checks, and what follows."""

from collections.abc import Sequence
from datetime import date, timedelta

from activities.coffee.trial import TRIAL, announcement, closes_at, inviting, match_day
from activities.coffee.trial.announcement import ANNOUNCING
from activities.kit.answers import Reader
from activities.kit.cards import Paragraph
from activities.kit.events import Command, Submitted
from activities.kit.forms import ChannelField, ChoiceField, DateField, FieldErrors, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import day
from storage import staff_list, trials
from storage.tables import Trial

LONGEST_TITLE, LONGEST_SITE, MOST_SITES, LONGEST_NOTE = 70, 60, 10, 1000  # so that they fit buttons and lists

SIGNUPS_LAST, MEETINGS_LAST = timedelta(weeks=2), timedelta(weeks=4)
"""What the form suggests, until a facilitator says otherwise."""

A_TRIAL_LASTS = timedelta(days=366)
"""At most: a date further off has the wrong year."""


def ask_for_trial(turn: Turn, command: Command) -> Form:
    """Show the form, with dates suggested, and in place the sites of the staff list, else of the last trial."""
    last = trials.latest(turn.here)
    sites = staff_list.sites(turn.here) or (last.sites if last else [])
    closes = turn.working_days.after(turn.today + SIGNUPS_LAST - timedelta(days=1))
    return opening_form(closes, turn.working_days.after(closes + MEETINGS_LAST - timedelta(days=1)), sites)


def open_trial(turn: Turn, submitted: Submitted) -> Answer:
    """Open sign-ups: announce the trial in its channel, and close sign-ups when the time comes."""
    answers = Reader(submitted.values)
    channel = answers.channel("channel")
    trial = Trial(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        phase=TRIAL.first,
        title=answers.line("title", missing=NO_TITLE, longest=LONGEST_TITLE),
        channel=channel.id,
        channel_name=channel.name,
        workspace_id=turn.in_workspace,
        timezone=turn.organisation.timezone,
        signups_close=answers.day("signups_close", latest_day(turn)),
        meet_by=answers.day("meet_by", latest_day(turn)),
        sites=_sites(answers),
        note=answers.text("note", longest=LONGEST_NOTE),
        approve=answers.choice("approve", ("review", "automatic")),
        opened_at=turn.now,
    )
    check_dates(turn, trial, answers)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.add(trial)
    turn.session.flush()
    turn.concerns(trial.id)
    turn.wake(closes_at(trial), "close", trial.id)
    ANNOUNCING.announce(turn, trial)
    matched = match_day(turn, trial)
    inviting.INVITING.send(turn, trial)
    return announcement.opened_card(trial, matched)


def latest_day(turn: Turn) -> date:
    """Return the latest date that a trial may have."""
    return turn.today + A_TRIAL_LASTS


def check_dates(turn: Turn, trial: Trial, answers: Reader) -> None:
    """Note in `answers` what is impossible about a trial's dates while sign-ups are open."""
    matched = match_day(turn, trial)
    if "signups_close" not in answers.errors and closes_at(trial) <= turn.now:
        answers.errors["signups_close"] = closes_in_the_past(turn.today)
    elif not answers.errors.keys() & {"signups_close", "meet_by"} and trial.meet_by <= matched:
        answers.errors["meet_by"] = no_time_to_meet(matched)


def _sites(answers: Reader) -> list[str]:
    """Read sites, a line each; the same site twice is one."""
    lines = [" ".join(line.split()) for line in answers.text("sites", missing=NO_SITES).splitlines()]
    seen = [line.casefold() for line in lines]
    sites = [line for place, line in enumerate(lines) if line and seen.index(seen[place]) == place]
    if any(len(site) > LONGEST_SITE for site in sites):
        answers.errors["sites"] = LONG_SITE
    elif len(sites) > MOST_SITES:
        answers.errors["sites"] = MANY_SITES
    return sites


# ---- what people see ------------------------------------------------------------------------------------------------

NEW = "new"
"""The subject of the form that opens a trial, which has no id yet."""


def opening_form(signups_close: date, meet_by: date, sites: Sequence[str]) -> Form:
    """Build the form in which a facilitator opens a trial, with what can be guessed in place."""
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
    """Build the form in which a facilitator moves a trial's dates and changes its note.

    Without the closing date once people have met.
    """
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
    """Say what is wrong with a closing date whose 17:00 has passed."""
    return f"Sign-ups would close in the past: please choose a day after {day(today)}."


def no_time_to_meet(matched: date) -> str:
    """Say what is wrong with a meet-by date that leaves no time after people have been introduced."""
    return f"Pairs go out on {day(matched)}; please choose a day after that, so that people have time to meet."


def too_late_to_meet(today: date) -> str:
    """Say what is wrong with a new meet-by date that has passed."""
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
