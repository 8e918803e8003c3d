"""How what a late or repeated event was about stands now, for the person who sent it."""

from collections.abc import Callable, Mapping

from activities.coffee import overview
from activities.coffee.draw import proposal
from activities.coffee.feedback.filing import present_filed
from activities.coffee.feedback.giving import present_feedback
from activities.coffee.feedback.report import present_quote
from activities.coffee.meeting.ending import present_meeting
from activities.coffee.trial import match_day, standing, the_trial
from activities.coffee.trial.draw import the_draw
from activities.kit.cards import Card
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.subjects import head
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Trial


def current_state(turn: Turn, event: Event) -> Card:
    """Show how what an event was about stands. Never raise `MovedOn`: at worst show all that concerns somebody."""
    try:
        match event:
            case Pressed(action=action, subject=subject) if action in BUTTONS:
                return BUTTONS[action](turn, subject)
            case Submitted(form=form, subject=subject) if form in FORMS:
                return FORMS[form](turn, subject)
            case Command() | Pressed() | Submitted():
                return overview.everything(turn)
    except MovedOn:
        return overview.everything(turn)


def _trial(turn: Turn, subject: str) -> Card:
    return _stands(turn, the_trial(turn, subject))


def _draw(turn: Turn, subject: str) -> Card:
    """Show the draw that counts now, which may be a newer one; to facilitators only."""
    trial, _ = the_draw(turn, head(subject))
    return proposal.pairs(turn, trial) if turn.person.facilitates else _stands(turn, trial)


def _stands(turn: Turn, trial: Trial) -> Card:
    signup = trials.signup(turn.here, trial.id, turn.person.id)
    return standing.present_card(
        trial, match_day(trial.signups_close), is_in=signup is not None and signup.state == "in"
    )


BUTTONS: Mapping[str, Callable[[Turn, str], Card]] = {
    **dict.fromkeys(("join", "leave", "change", "close", "pairs", "cancel", "cancel_trial", "announce"), _trial),
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
