"""How things stand for somebody: `/coffee status`, the home page, and what a late or repeated event was about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from activities.coffee.draw import proposal
from activities.coffee.feedback.filing import present_filed
from activities.coffee.feedback.giving import awaited, present_feedback
from activities.coffee.feedback.report import present_quote
from activities.coffee.meeting.ending import home_part, present_meeting
from activities.coffee.trial import (
    BEFORE_PAIRS,
    RUNNING,
    TRIAL,
    TRIALS,
    match_day,
    people_counted,
    present_card,
    see_pairs_button,
    the_trial,
    waits_for,
)
from activities.coffee.trial.draw import the_draw
from activities.coffee.trial.signup import place_buttons
from activities.kit.cards import Button, Card, Heading, Part, Small, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import head
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import meetings, trials
from storage.tables import Trial


def status(turn: Turn, command: Command) -> Card:
    """Answer `/coffee status`."""
    return everything(turn)


def everything(turn: Turn) -> Card:
    """Show everything that concerns this person."""
    return status_card(home(turn))


def home(turn: Turn) -> tuple[Part, ...]:
    """Build the home page's part: my meetings and what they wait for, my trials, what I can join.

    For facilitators, also every trial that is running.
    """
    mine = trials.joined_by(turn.here, turn.person.id, BEFORE_PAIRS)
    rows = [(trial, waits_for(trial, match_day(turn, trial))) for trial in mine]
    rows += [(trial, NOBODY_YET) for trial in _without_partner(turn)]
    open_ones = [one for one in TRIALS.in_phases(turn, TRIAL.where("join")) if one not in mine]
    looked_after = _looked_after(turn) if turn.person.facilitates else ()
    return (
        *awaited(turn),
        *home_part(turn),
        *mine_parts(rows),
        *to_join_parts(open_ones),
        *looked_after,
    )


def _without_partner(turn: Turn) -> list[Trial]:
    """Return the trials in which everybody was introduced but this person, for whom nobody was found."""
    me = turn.person.id
    meeting = trials.joined_by(turn.here, me, ("waiting_for_meetings",))
    return [one for one in meeting if not meetings.places_of(turn.here, one.id, me)]


def _looked_after(turn: Turn) -> tuple[Part, ...]:
    running = TRIALS.in_phases(turn, RUNNING)
    joined = trials.count_signups_of(turn.here, [trial.id for trial in running])
    rows = [(trial, match_day(turn, trial), joined.get(trial.id, 0)) for trial in running]
    return for_facilitators_parts(rows) if rows else ()


def current_state(turn: Turn, event: Event) -> Card:
    """Show how what an event was about stands. Never raise `MovedOn`: at worst show all that concerns somebody."""
    try:
        match event:
            case Pressed(action=action, subject=subject) if action in BUTTONS:
                return BUTTONS[action](turn, subject)
            case Submitted(form=form, subject=subject) if form in FORMS:
                return FORMS[form](turn, subject)
            case Command() | Pressed() | Submitted():
                return everything(turn)
    except MovedOn:
        return everything(turn)


def _trial(turn: Turn, subject: str) -> Card:
    return _stands(turn, the_trial(turn, subject))


def _draw(turn: Turn, subject: str) -> Card:
    """Show the draw that counts now, which may be a newer one; to facilitators only."""
    trial, _ = the_draw(turn, head(subject))
    return proposal.pairs(turn, trial) if turn.person.facilitates else _stands(turn, trial)


def _stands(turn: Turn, trial: Trial) -> Card:
    signup = trials.signup(turn.here, trial.id, turn.person.id)
    return present_card(trial, match_day(turn, trial), is_in=signup is not None and signup.state == "in")


BUTTONS: Mapping[str, Callable[[Turn, str], Card]] = {
    **dict.fromkeys(
        ("join", "leave", "invite", "change", "close", "pairs", "cancel", "cancel_trial", "announce"), _trial
    ),
    "code": lambda turn, subject: _trial(turn, str(head(subject))),
    **dict.fromkeys(("page", "send", "shuffle", "cancel_draw"), _draw),
    **dict.fromkeys(
        ("met", "no_time", "know_each_other", "no_answer", "still_in", "another", "leave_trial"), present_meeting
    ),
    "give_feedback": present_feedback,
    **dict.fromkeys(("feedback", "report", "spreadsheet", "hold", "put_on_hold", "release"), _trial),
    **dict.fromkeys(("take_out", "put_back"), present_quote),
    "file": present_filed,
}
FORMS: Mapping[str, Callable[[Turn, str], Card]] = {"trial": _trial, "signup": _trial, "feedback": present_feedback}
"""What each button and form is about, from its subject."""


# ---- what people see ------------------------------------------------------------------------------------------------


NOBODY_YET = "nobody who fits has been free so far; if that changes, I’ll introduce you"


def mine_parts(rows: Sequence[tuple[Trial, str]]) -> tuple[Part, ...]:
    """Build the part about somebody's trials, each with what it waits for."""
    lines: list[Part] = []
    for trial, waits in rows:
        lines += say(Bold(trial.title), f": you’re in; {waits}.", buttons=place_buttons(trial)).parts
    return (Heading("Your coffee trials"), *lines) if lines else ()


def to_join_parts(trials: Sequence[Trial]) -> tuple[Part, ...]:
    """Build the part about trials that somebody can still join."""
    lines: list[Part] = []
    for trial in trials:
        join = Button("Join", "coffee.join", str(trial.id), "primary")
        text = f": sign-ups are open until {day(trial.signups_close)} at 17:00."
        lines += say(Bold(trial.title), text, buttons=(join,)).parts
    return (Heading("Open for sign-ups"), *lines) if lines else ()


def status_card(parts: Sequence[Part]) -> Card:
    """Build the one card of everything that concerns somebody."""
    if parts:
        return Card("Your coffee trials", tuple(parts))
    return say("You are in no coffee trial, and none is open for sign-ups just now. The next one will be announced.")


def for_facilitators_parts(rows: Sequence[tuple[Trial, date, int]]) -> tuple[Part, ...]:
    """Build the facilitator's part of status and home: each trial, when people are matched, how many joined."""
    lines: list[Part] = []
    for trial, matched, joined in rows:
        look = [see_pairs_button(trial)] if trial.phase == "waiting_for_approval" else []
        lines += say(Bold(trial.title), f": {people_counted(joined)}; {waits_for(trial, matched)}.", buttons=look).parts
    hint = "/coffee change, close, pairs and cancel look after them; /coffee new opens another."
    return (Heading("Trials you look after"), *lines, Small(words(hint)))
