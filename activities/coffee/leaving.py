"""Leaving a trial, by one's own wish or with one's account; before pairs go out and after."""

from activities.coffee.draw.proposal import discard
from activities.coffee.meeting.away import tell_gone
from activities.coffee.meeting.ending import let_go
from activities.coffee.trial import RUNNING, TRIAL, the_trial
from activities.coffee.trial.announcement import ANNOUNCING
from activities.coffee.trial.draw import begin
from activities.coffee.trial.signup import left_card, tell_place
from activities.kit.cards import Card, say
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Person, Signup, Trial


def leave(turn: Turn, trial: Trial) -> Card:
    """Leave: before people are introduced simply so, afterwards by ending one's meeting."""
    signup = trials.signup(turn.here, trial.id, turn.person.id)
    if signup is None or signup.state == "left":
        return not_in_card(trial)
    _let_go(turn, trial, signup, turn.person)
    tell_place(turn, trial, signup)
    return left_card(trial)


def is_in(turn: Turn, person: Person) -> bool:
    """Say whether somebody has a place in a trial that is neither filed nor cancelled."""
    return bool(trials.joined_by(turn.here, person.id, RUNNING))


def on_leaver(turn: Turn, person: Person) -> None:
    """Take somebody who has left the organisation out of every trial."""
    tell_gone(turn, person)
    for found in trials.joined_by(turn.here, person.id, TRIAL.where("leave")):
        trial = the_trial(turn, found.id)
        signup = trials.signup(turn.here, trial.id, person.id)
        if signup is not None and TRIAL.allows(trial, "leave"):
            _let_go(turn, trial, signup, person)


def _let_go(turn: Turn, trial: Trial, signup: Signup, person: Person) -> None:
    was = trial.phase
    TRIAL.step(trial, "leave")
    signup.state = "left"
    trial.revision += 1  # a draw being worked out just now no longer fits
    turn.session.flush()
    match was:
        case "waiting_for_signups":
            ANNOUNCING.announce(turn, trial)
        case "waiting_for_approval":
            discard(turn, trial)
            begin(turn, trial, waited_for=False)
        case "waiting_for_meetings" | "waiting_for_feedback":
            let_go(turn, trial, person)


# ---- what people see ------------------------------------------------------------------------------------------------


def not_in_card(trial: Trial) -> Card:
    """Build the card for somebody who would leave a trial that they are not in."""
    return say("You are not in ", Bold(trial.title), ", so there is nothing to leave.")
