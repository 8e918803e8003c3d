"""Changing a trial: its dates, with everything that hangs on them, and its note."""

from datetime import date

from activities.coffee.draw.proposal import discard
from activities.coffee.meeting import News
from activities.coffee.meeting.asking import expect_feedback
from activities.coffee.meeting.ending import keep_introduction_true
from activities.coffee.trial import BEFORE_PAIRS, TRIAL, closes_at, match_day, opening, the_trial
from activities.coffee.trial.announcement import ANNOUNCING
from activities.coffee.trial.opening import check_dates, latest_day, open_trial
from activities.coffee.trial.signup import tell_place
from activities.kit.answers import Reader
from activities.kit.cards import Card, say
from activities.kit.events import Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import day
from storage.tables import Person, Signup, Trial


def ask_for_changes(turn: Turn, trial: Trial) -> Form:
    """Show the form, with the trial's dates and note in place."""
    return opening.change_form(trial, with_signups=trial.phase in BEFORE_PAIRS)


def open_or_change(turn: Turn, submitted: Submitted) -> Answer:
    """Take the one form for both: its subject is the trial's id, or says that there is none yet."""
    return open_trial(turn, submitted) if submitted.subject == opening.NEW else change(turn, submitted)


def change(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Save the note and move the dates. A later closing date opens sign-ups again, as long as nobody is introduced."""
    trial = the_trial(turn, submitted.subject)
    TRIAL.step(trial, "change")
    answers = Reader(submitted.values)
    before = (trial.signups_close, trial.meet_by)
    trial.note = answers.text("note", longest=opening.LONGEST_NOTE)
    trial.meet_by = answers.day("meet_by", latest_day(turn))
    if "signups_close" in submitted.values:
        _move_closing(turn, trial, answers.day("signups_close", latest_day(turn)))
    _check(turn, trial, before, answers)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.flush()
    moved = (trial.signups_close, trial.meet_by) != before
    if trial.phase == "waiting_for_meetings":
        expect_feedback(turn, trial)
    if moved:
        ANNOUNCING.announce(turn, trial)
    (MOVED if moved else REWORDED).spread(turn, trial)
    return changed_card(trial, match_day(turn, trial), moved)


def _move_closing(turn: Turn, trial: Trial, closes: date) -> None:
    """Move the day on which sign-ups close.

    Raises `MovedOn` where people have been introduced since the form was opened.
    """
    if closes == trial.signups_close:
        return
    if trial.phase not in BEFORE_PAIRS:
        raise MovedOn
    if trial.phase != "waiting_for_signups":
        discard(turn, trial)
        TRIAL.step(trial, "reopen")
        turn.cancel_wake("match", trial.id)
    trial.signups_close = closes
    turn.wake(closes_at(trial), "close", trial.id)


def _check(turn: Turn, trial: Trial, before: tuple[date, date], answers: Reader) -> None:
    if trial.phase == "waiting_for_signups":
        check_dates(turn, trial, answers)
    elif trial.phase == "waiting_for_draw" and trial.meet_by <= match_day(turn, trial):
        answers.errors.setdefault("meet_by", opening.no_time_to_meet(match_day(turn, trial)))
    elif trial.meet_by != before[1] and trial.meet_by <= turn.today:
        answers.errors.setdefault("meet_by", opening.too_late_to_meet(turn.today))


def _tell(turn: Turn, trial: Trial, signup: Signup, person: Person, since: str) -> None:
    """Tell somebody, and keep what stands in their own chat true."""
    turn.tell(person, dates_moved_card(trial, match_day(turn, trial)), ("dates", trial.id, since))
    tell_place(turn, trial, signup)


MOVED = News("change_on", keep_introduction_true, _tell)
"""The dates have moved."""

REWORDED = News("reword_on", keep_introduction_true)
"""The note alone has changed, which stands in the introductions."""


# ---- what people see ------------------------------------------------------------------------------------------------


def changed_card(trial: Trial, matched: date, moved: bool) -> Card:
    """Build the card for the facilitator who changed a trial."""
    told = " Everybody who joined is being told." if moved else ""
    if trial.phase == "waiting_for_signups":
        dates = (
            f"sign-ups close on {day(trial.signups_close)} at 17:00, pairs go out on {day(matched)}, and people meet by"
        )
    elif trial.phase == "waiting_for_meetings":
        dates = "people meet by"
    else:
        dates = "sign-ups stay closed, and people meet by"
    return say("Saved. In ", Bold(trial.title), f" {dates} {day(trial.meet_by)}.{told}")


def dates_moved_card(trial: Trial, matched: date) -> Card:
    """Build the card for everybody who joined, when a date has moved."""
    if trial.phase == "waiting_for_signups":
        closes, hears = day(trial.signups_close), day(matched)
        rest = f"Sign-ups now close on {closes}, you hear whom you meet on {hears}, and you meet by"
    else:
        rest = "You now meet by"
    return say("The dates of ", Bold(trial.title), f" have moved. {rest} {day(trial.meet_by)}.")
