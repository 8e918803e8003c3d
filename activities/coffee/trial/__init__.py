"""A trial: its phases and moments, finding the one that somebody means, and how it stands, in words.

A command about one trial is done to the only one that it can mean; else people choose. Here are also the buttons by
which facilitators look after it.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.days import moment
from activities.kit.facilitated import AboutOne, Facilitated
from activities.kit.phases import Phases
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import count, day
from storage import trials
from storage.tables import Trial

TRIAL = Phases(
    "waiting_for_signups",
    {
        ("waiting_for_signups", "join"): "waiting_for_signups",
        ("waiting_for_signups", "leave"): "waiting_for_signups",
        ("waiting_for_signups", "change"): "waiting_for_signups",
        ("waiting_for_signups", "close"): "waiting_for_draw",
        ("waiting_for_signups", "cancel"): "cancelled",
        ("waiting_for_draw", "leave"): "waiting_for_draw",
        ("waiting_for_draw", "change"): "waiting_for_draw",
        ("waiting_for_draw", "close"): "waiting_for_draw",  # closed by the clock, and now match at once
        ("waiting_for_draw", "reopen"): "waiting_for_signups",
        ("waiting_for_draw", "propose"): "waiting_for_approval",
        ("waiting_for_draw", "send"): "waiting_for_meetings",
        ("waiting_for_draw", "cancel"): "cancelled",
        ("waiting_for_approval", "leave"): "waiting_for_draw",  # somebody in the proposal is gone: draw again
        ("waiting_for_approval", "change"): "waiting_for_approval",
        ("waiting_for_approval", "reopen"): "waiting_for_signups",
        ("waiting_for_approval", "shuffle"): "waiting_for_draw",
        ("waiting_for_approval", "send"): "waiting_for_meetings",
        ("waiting_for_approval", "cancel"): "cancelled",
        ("waiting_for_meetings", "leave"): "waiting_for_meetings",
        ("waiting_for_meetings", "change"): "waiting_for_meetings",
        ("waiting_for_meetings", "cancel"): "cancelled",
        ("waiting_for_meetings", "ask_feedback"): "waiting_for_feedback",
        ("waiting_for_feedback", "leave"): "waiting_for_feedback",
        ("waiting_for_feedback", "report"): "waiting_for_filing",
        ("waiting_for_filing", "file"): "filed",
    },
)

BEFORE_PAIRS = ("waiting_for_signups", "waiting_for_draw", "waiting_for_approval")
"""Nobody has been introduced yet."""

WITH_PAIRS = ("waiting_for_approval", "waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""There is a draw to look at."""

RUNNING = (*BEFORE_PAIRS, "waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""Neither filed nor cancelled."""

TRIALS = Facilitated("coffee", Trial, RUNNING, titled="title")

the_trial = TRIALS.the
"""The trial with an id in the turn's organisation, locked; raises `MovedOn` where there is none."""

CLOSE_AT, MATCH_AT = time(17), time(9)


def closes_at(trial: Trial, day: date | None = None) -> datetime:
    """Return when sign-ups close, in UTC: 17:00 local time on `signups_close`, or on another `day`."""
    return moment(day or trial.signups_close, CLOSE_AT, ZoneInfo(trial.timezone))


def match_day(turn: Turn, trial: Trial) -> date:
    """Return the next working day after sign-ups close, on which people are matched."""
    return turn.working_days.after(trial.signups_close)


def matches_at(turn: Turn, trial: Trial) -> datetime:
    """Return when people are matched, in UTC: 09:00 local time on the match day."""
    return moment(match_day(turn, trial), MATCH_AT, ZoneInfo(trial.timezone))


def leaves_time_to_meet(turn: Turn, trial: Trial) -> bool:
    """Say whether people who are introduced today have until tomorrow at least."""
    return turn.today < trial.meet_by


def can_still_meet(turn: Turn, trial: Trial) -> bool:
    """Say whether people were introduced and the day to meet by has not passed; they are asked only later."""
    return trial.phase == "waiting_for_meetings" and turn.today <= trial.meet_by


def about_one(
    action: str, phases: tuple[str, ...], then: Callable[[Turn, Trial], Answer], mine: bool = False
) -> AboutOne[Trial]:
    """Make a command about one trial in these phases. `mine`: of those alone that the person is in."""
    joined = trials.joined_by if mine else None
    return TRIALS.about_one(action, phases, then, which=WHICH[action], none=NONE[action], mine=joined)


# ---- what people see ------------------------------------------------------------------------------------------------


WHICH = {
    "join": "Several coffee trials are open. Which would you like to join?",
    "leave": "You are in several coffee trials. Which would you like to leave?",
    "change": "Which trial would you like to change?",
    "close": "Which trial shall I close sign-ups for, and match people now?",
    "pairs": "Whose pairs would you like to see?",
    "cancel": "Which trial would you like to cancel?",
    "feedback": "Which trial shall I ask for feedback on now?",
    "report": "Whose report would you like to see?",
    "hold": "Which trial is it about?",
}
NONE = {
    "join": "No coffee trial is open for sign-ups just now. The next one will be announced.",
    "leave": "You are in no coffee trial just now, so there is nothing to leave.",
    "change": "There is no trial that could be changed. Type /coffee new to open one.",
    "close": "No trial is taking sign-ups or waiting to be matched. Type /coffee new to open one.",
    "pairs": "There are no pairs to show yet: people are matched the working day after sign-ups close.",
    "cancel": "There is no trial that could be cancelled.",
    "feedback": "There is no trial to ask about: feedback is asked for once people have been introduced.",
    "report": "There is no report just now: a trial has one from the introductions until it is filed in the library.",
    "hold": "There is no trial that could be put on hold.",
}


def pairs_follow(runs_it: bool) -> str:
    """Say where a facilitator finds the pairs that are being drawn."""
    return "You get the pairs to look at in a moment." if runs_it else "In a moment, /coffee pairs shows the pairs."


def longer_button(trial: Trial) -> Button:
    """Build the button that leads to the form that moves the closing date."""
    return Button("Keep sign-ups open longer", "coffee.change", str(trial.id), "primary")


def cancel_button(trial: Trial, joined: int) -> Button:
    """Build the button that cancels the trial, once confirmed."""
    return Button("Cancel the trial", "coffee.cancel_trial", str(trial.id), "danger", confirm_cancel(joined))


def confirm_cancel(joined: int) -> Confirm:
    """Say what cancelling means, for whoever has yet to confirm it."""
    return Confirm(
        f"{people_counted(joined).capitalize()} will be told that it does not take place.", "Cancel the trial"
    )


def waits_for(trial: Trial, matched: date) -> str:
    """Say what a trial waits for, as a clause."""
    match trial.phase:
        case "waiting_for_signups":
            return f"sign-ups close on {day(trial.signups_close)} at 17:00"
        case "waiting_for_draw":
            return f"sign-ups have closed, people are matched on {day(matched)} at 09:00"
        case "waiting_for_approval":
            return "people are matched, and a facilitator is looking at the pairs"
        case "waiting_for_meetings":
            return f"people meet by {day(trial.meet_by)}"
        case "waiting_for_feedback":
            return "meetings are over, feedback is coming in"
        case "waiting_for_filing":
            return "the report is ready to be filed"
        case "filed":
            return "it is over, and its report is in the library"
        case _:
            return "it has been cancelled"


def present_card(trial: Trial, matched: date, is_in: bool) -> Card:
    """Build the card of how a trial stands now, for somebody who came too late."""
    is_in = is_in and trial.phase not in ("filed", "cancelled")
    return say(Bold(trial.title), f": {'you’re in; ' if is_in else ''}{waits_for(trial, matched)}.")


def see_pairs_button(trial: Trial) -> Button:
    """Build the button that leads to the pairs that wait for a facilitator's word."""
    return Button("See the pairs", "coffee.pairs", str(trial.id), "primary")


def people_counted(number: int) -> str:
    """Write so many people, in words."""
    return count(number, "person", "people")
