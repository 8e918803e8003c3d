"""Opening a trial: the form, its checks, and what follows."""

from datetime import date, timedelta

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.cards import announcement as announcement_cards
from activities.coffee.cards import opening as cards
from activities.coffee.trial import TRIAL, closes_at, match_day
from activities.kit.answers import Reader
from activities.kit.events import Command, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.working import working_day_after
from storage import people, trials
from storage.tables import Trial

SIGNUPS_LAST, MEETINGS_LAST = timedelta(weeks=2), timedelta(weeks=4)
"""What the form suggests, until a facilitator says otherwise."""

A_TRIAL_LASTS = timedelta(days=366)
"""At most: a date further off has the wrong year."""


def ask_for_trial(turn: Turn, command: Command) -> Form:
    """The form, with dates suggested and the sites of the staff list, else of the last trial, in place."""
    last = trials.latest(turn.here)
    sites = people.sites(turn.here) or (last.sites if last else [])
    closes = working_day_after(turn.today + SIGNUPS_LAST - timedelta(days=1))
    return cards.form(closes, working_day_after(closes + MEETINGS_LAST - timedelta(days=1)), sites)


def open_trial(turn: Turn, submitted: Submitted) -> Answer:
    """Open sign-ups: announce the trial in its channel, and close sign-ups when the time comes."""
    answers = Reader(submitted.values)
    channel = answers.channel("channel")
    trial = Trial(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        phase=TRIAL.first,
        title=answers.line("title", missing=cards.NO_TITLE, longest=cards.LONGEST_TITLE),
        channel=channel.id,
        channel_name=channel.name,
        workspace_id=turn.in_workspace,
        timezone=turn.organisation.timezone,
        signups_close=answers.day("signups_close", latest_day(turn)),
        meet_by=answers.day("meet_by", latest_day(turn)),
        sites=_sites(answers),
        note=answers.text("note", longest=cards.LONGEST_NOTE),
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
    matched = match_day(trial.signups_close)
    turn.tell(turn.person, announcement_cards.newsletter(trial, matched), ("newsletter", trial.id))
    return announcement_cards.opened(trial, matched)


def latest_day(turn: Turn) -> date:
    """The latest date that a trial may have."""
    return turn.today + A_TRIAL_LASTS


def check_dates(turn: Turn, trial: Trial, answers: Reader) -> None:
    """Note in `answers` what is impossible about a trial's dates while sign-ups are open."""
    matched = match_day(trial.signups_close)
    if "signups_close" not in answers.errors and closes_at(trial) <= turn.now:
        answers.errors["signups_close"] = cards.closes_in_the_past(turn.today)
    elif not answers.errors.keys() & {"signups_close", "meet_by"} and trial.meet_by <= matched:
        answers.errors["meet_by"] = cards.no_time_to_meet(matched)


def _sites(answers: Reader) -> list[str]:
    """A line each; the same site twice is one."""
    lines = [" ".join(line.split()) for line in answers.text("sites", missing=cards.NO_SITES).splitlines()]
    seen = [line.casefold() for line in lines]
    sites = [line for place, line in enumerate(lines) if line and seen.index(seen[place]) == place]
    if any(len(site) > cards.LONGEST_SITE for site in sites):
        answers.errors["sites"] = cards.LONG_SITE
    elif len(sites) > cards.MOST_SITES:
        answers.errors["sites"] = cards.MANY_SITES
    return sites
