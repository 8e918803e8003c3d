"""What people say of a trial: when they have met, when they are asked, and until the trial is filed."""

from activities.coffee.cards import feedback as cards
from activities.coffee.gathering import MEETING, STANDING, is_introduced, the_gathering
from activities.coffee.introduction import tell_introduction
from activities.coffee.trial import the_trial
from activities.kit.answers import Reader
from activities.kit.cards import Card, Part
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import feedback, meetings, trials
from storage.roles import points_to_one
from storage.tables import Feedback, Person, Trial

OPEN_TO_FEEDBACK = ("waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""From the introductions until the trial is filed."""


def met(turn: Turn, pressed: Pressed) -> Answer:
    """“We’ve met”: noted for both, and the form at once."""
    them = the_gathering(turn, pressed.subject)
    if them.place_of(turn.person).phase not in STANDING:
        raise MovedOn
    if them.trial.phase in OPEN_TO_FEEDBACK:
        MEETING.step(them.meeting, "meet")
        for place, _ in them.standing:
            place.reached = True  # whatever is known of the message: they have found each other
        turn.session.flush()
        tell_introduction(turn, them)
    return _form(turn, them.trial, met=True)


def give_feedback(turn: Turn, pressed: Pressed) -> Answer:
    """Open the form, with what was said before in place."""
    return _form(turn, the_trial(turn, pressed.subject), met=False)


def save_feedback(turn: Turn, form: Submitted) -> Answer:
    """Keep what somebody says, or what they now say instead."""
    trial = the_trial(turn, form.subject)
    if (refusal := _refusal(turn, trial)) is not None:
        return refusal
    read, yes_no = Reader(form.values), [option.value for option in cards.YES_NO]
    row = _said(turn, trial) or _nothing_said(turn, trial)
    row.met = read.choice("met", yes_no, cards.CHOOSE)
    row.knew_each_other = read.choice("knew_each_other", yes_no, cards.CHOOSE)
    row.would_again = read.choice("would_again", yes_no, cards.CHOOSE)
    row.what_came_of_it = read.text("what_came_of_it", longest=cards.LONGEST_ANSWER)
    row.quote_consent = read.choice("quote_consent", [option.value for option in cards.QUOTING], cards.CHOOSE)
    row.given_at = turn.now
    if read.errors:
        return FieldErrors(read.errors)
    turn.session.add(row)
    turn.session.flush()
    return cards.thanks(trial, row, role=_telling_role(turn, trial))


def present_feedback(turn: Turn, trial: str) -> Card:
    """Where one's feedback on a trial stands, for a form or button that came too late or twice."""
    found = the_trial(turn, trial)
    said = _said(turn, found)
    return _refusal(turn, found) or (
        cards.thanks(found, said, _telling_role(turn, found)) if said else cards.ask(found, again=False)
    )


def awaited(turn: Turn) -> tuple[Part, ...]:
    """On a person's home page: the trials that wait for their feedback."""
    parts: list[Part] = []
    for trial in trials.joined_by(turn.here, turn.person.id, ("waiting_for_feedback",)):
        if _refusal(turn, trial) is None and _said(turn, trial) is None:
            parts += cards.awaited(trial)
    return tuple(parts)


def _form(turn: Turn, trial: Trial, met: bool) -> Answer:
    return _refusal(turn, trial) or cards.form(trial, _said(turn, trial), met, role=_telling_role(turn, trial))


def _refusal(turn: Turn, trial: Trial) -> Card | None:
    """Why this person's words cannot be taken, said kindly; `None` where they can."""
    if trial.phase not in OPEN_TO_FEEDBACK:
        return cards.closed(trial, turn.who_runs(trial))
    places = meetings.places_of(turn.here, trial.id, turn.person.id)
    return None if any(is_introduced(meeting) for meeting, _ in places) else cards.for_those_introduced()


def _telling_role(turn: Turn, trial: Trial) -> str:
    """This person's job title where it would tell who they are; empty where others have the same, or they have none."""
    role = role_of(turn, trial, turn.person)
    return role if role and points_to_one(turn.here, trial.id, role) else ""


def role_of(turn: Turn, trial: Trial, person: Person) -> str:
    """Somebody's job title, as they gave it on joining."""
    signup = trials.signup(turn.here, trial.id, person.id)
    return signup.job_title if signup else person.job_title


def _said(turn: Turn, trial: Trial) -> Feedback | None:
    return feedback.of(turn.here, trial.id, turn.person.id)


def _nothing_said(turn: Turn, trial: Trial) -> Feedback:
    return Feedback(
        organisation_id=turn.org,
        trial_id=trial.id,
        person_id=turn.person.id,
        met="",
        knew_each_other="",
        would_again="",
    )
