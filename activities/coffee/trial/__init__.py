"""A trial's phases and moments, and finding the trial that somebody means."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from activities.kit.facilitated import Facilitated
from activities.kit.phases import Phases
from activities.kit.turn import Turn
from activities.kit.working import moment, working_day_after
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


def match_day(signups_close: date) -> date:
    """Return the next working day after sign-ups close, on which people are matched."""
    return working_day_after(signups_close)


def matches_at(trial: Trial) -> datetime:
    """Return when people are matched, in UTC: 09:00 local time on the match day."""
    return moment(match_day(trial.signups_close), MATCH_AT, ZoneInfo(trial.timezone))


def leaves_time_to_meet(turn: Turn, trial: Trial) -> bool:
    """Say whether people who are introduced today have until tomorrow at least."""
    return turn.today < trial.meet_by


def can_still_meet(turn: Turn, trial: Trial) -> bool:
    """Say whether people were introduced and the day to meet by has not passed; they are asked only later."""
    return trial.phase == "waiting_for_meetings" and turn.today <= trial.meet_by
