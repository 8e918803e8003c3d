"""What people say of a trial: when they have met, when they are asked, and until the trial is filed."""

from collections.abc import Sequence

from activities.coffee.meeting import MEETING, STANDING, asking, is_introduced, the_gathering
from activities.coffee.meeting.asking import give_button
from activities.coffee.meeting.introduction import tell_introduction
from activities.coffee.trial import the_trial
from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer
from activities.kit.wording import listed_runs
from storage import feedback, meetings, trials
from storage.feedback import points_to_one
from storage.tables import Feedback, Person, Trial

LONGEST_ANSWER = 2000

OPEN_TO_FEEDBACK = ("waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""From the introductions until the trial is filed."""


def met(turn: Turn, pressed: Pressed) -> Answer:
    """Note for both that they have met, after “We’ve met”, and open the form at once."""
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
    read, yes_no = Reader(form.values), [option.value for option in YES_NO]
    row = _said(turn, trial) or _nothing_said(turn, trial)
    row.met = read.choice("met", yes_no, CHOOSE)
    row.knew_each_other = read.choice("knew_each_other", yes_no, CHOOSE)
    row.would_again = read.choice("would_again", yes_no, CHOOSE)
    row.what_came_of_it = read.text("what_came_of_it", longest=LONGEST_ANSWER)
    row.quote_consent = read.choice("quote_consent", [option.value for option in QUOTING], CHOOSE)
    row.given_at = turn.now
    if read.errors:
        return FieldErrors(read.errors)
    turn.session.add(row)
    turn.session.flush()
    return thanks_card(trial, row, role=_telling_role(turn, trial))


def present_feedback(turn: Turn, trial: str) -> Card:
    """Show where one's feedback on a trial stands, for a form or button that came too late or twice."""
    found = the_trial(turn, trial)
    said = _said(turn, found)
    return _refusal(turn, found) or (
        thanks_card(found, said, _telling_role(turn, found)) if said else asking.ask_card(found, again=False)
    )


def awaited(turn: Turn) -> tuple[Part, ...]:
    """Build a home page's part: the trials that wait for a person's feedback."""
    parts: list[Part] = []
    for trial in trials.joined_by(turn.here, turn.person.id, ("waiting_for_feedback",)):
        if _refusal(turn, trial) is None and _said(turn, trial) is None:
            parts += awaited_parts(trial)
    return tuple(parts)


def _form(turn: Turn, trial: Trial, met: bool) -> Answer:
    return _refusal(turn, trial) or feedback_form(trial, _said(turn, trial), met, role=_telling_role(turn, trial))


def _refusal(turn: Turn, trial: Trial) -> Card | None:
    """Say kindly why this person's words cannot be taken; `None` where they can."""
    if trial.phase not in OPEN_TO_FEEDBACK:
        return feedback_closed_card(trial, turn.who_runs(trial))
    places = meetings.places_of(turn.here, trial.id, turn.person.id)
    return None if any(is_introduced(meeting) for meeting, _ in places) else for_those_introduced_card()


def _telling_role(turn: Turn, trial: Trial) -> str:
    """Return this person's job title where it would tell who they are; empty without one, or where others have it."""
    role = _role_of(turn, trial, turn.person)
    return role if role and points_to_one(turn.here, trial.id, role) else ""


def _role_of(turn: Turn, trial: Trial, person: Person) -> str:
    """Return somebody's job title, as they gave it on joining."""
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


# ---- what people see ------------------------------------------------------------------------------------------------

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
QUOTING = (
    Option("no", "No, please don’t quote me"),
    Option("by_role", "Yes, by my job title"),
    Option("by_name", "Yes, by my name"),
)
CHOOSE = "Please choose one; there’s no wrong answer."


def feedback_form(trial: Trial, said: Feedback | None, met: bool, role: str) -> Form:
    """Build the feedback form for somebody, with what they said before.

    `met`: they have told us so already; `role`: their job title, where nobody else has it.
    """
    return Form(
        "coffee.feedback",
        str(trial.id),
        "How was it?",
        "Send",
        (
            ChoiceField("met", "Did you meet?", YES_NO, said.met if said else "yes" if met else None),
            ChoiceField(
                "knew_each_other", "Did you know each other before?", YES_NO, said.knew_each_other if said else None
            ),
            ChoiceField("would_again", "Would you do it again?", YES_NO, said.would_again if said else None),
            TextField(
                "what_came_of_it",
                "What came of it?",
                said.what_came_of_it if said else "",
                multiline=True,
                required=False,
                hint="Something you learned, somebody you now know, an idea. A sentence is plenty. "
                "Please leave out anything about patients.",
                max_length=LONGEST_ANSWER,
            ),
            ChoiceField(
                "quote_consent",
                "May we quote you in the report?",
                QUOTING,
                said.quote_consent if said else "no",
                hint=_only_you_are(role) if role else "",
            ),
        ),
        (
            Paragraph(
                words(
                    "Facilitators read your words if you let us quote you, and else nobody does. You can change all of "
                    "it until the trial is filed."
                )
            ),
        ),
    )


def awaited_parts(trial: Trial) -> tuple[Part, ...]:
    """Build the home page's part for somebody who has been asked and has not answered."""
    return Paragraph(words(Bold(trial.title), ": how was it?")), Buttons((give_button(trial),))


def thanks_card(trial: Trial, said: Feedback, role: str) -> Card:
    """Build the card for whoever sent the form; `role`: their job title, where nobody else has it."""
    telling = f" {_only_you_are(role)}" if role and said.quote_consent == "by_role" else ""
    return say(
        f"Thank you, that’s saved. {_QUOTED[said.quote_consent]}{telling} You can change it until the trial is filed.",
        buttons=[Button("Change my answers", "coffee.give_feedback", str(trial.id))],
    )


_QUOTED = {
    "no": "I won’t quote you.",
    "by_role": "I may quote you by your job title.",
    "by_name": "I may quote you by name.",
}


def _only_you_are(role: str) -> str:
    return f"As far as I know nobody else here is “{role}”, so by your job title people could tell that it was you."


def feedback_closed_card(trial: Trial, facilitators: Sequence[Person]) -> Card:
    """Build the card for somebody whose words come when the trial no longer takes any."""
    who = listed_runs([mention(one) for one in facilitators], "or") if facilitators else words("the facilitator")
    why = " was cancelled" if trial.phase == "cancelled" else " has been filed"
    return say("Thank you! ", Bold(trial.title), f"{why}, so I can’t add to it any more; but please do tell ", who, ".")


def for_those_introduced_card() -> Card:
    """Build the card for somebody who was not introduced to anybody in this trial."""
    return say("Feedback is from those who were introduced to somebody in this trial. You’re welcome in the next one.")
