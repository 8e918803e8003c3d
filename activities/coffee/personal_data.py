"""What a trial keeps about somebody and for how long, and forgetting it.

It is kept some time after the last day to meet, or until a facilitator releases it.
"""

from collections.abc import Sequence
from datetime import date

from activities.coffee.draw.pairs import page
from activities.coffee.feedback import GROUPS
from activities.coffee.feedback.filing import present_filed
from activities.coffee.feedback.report import report, report_key
from activities.coffee.leaving import on_leaver
from activities.coffee.trial import TRIAL, TRIALS, about_one, the_trial
from activities.kit.cards import Button, Card, say
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.wording import dated, day, listed
from storage import feedback, meetings, record_people, trials
from storage.tables import Feedback, Meeting, Person, Signup, Trial

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who signed up, who met whom and what they answered"


def goes_unfiled_card(trial: Trial, goes_on: date) -> Card:
    """Build the card for whoever runs a trial that nobody has filed, before it goes."""
    return say(
        Bold(trial.title),
        f" will be deleted on {day(goes_on)}, and nobody has filed its report yet. Please file it, so that what came "
        "of it is not lost.",
        buttons=[Button("See the report", "coffee.report", str(trial.id), style="primary")],
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = TRIALS.keeping(
    ended_on=lambda _turn, trial: trial.meet_by,
    ended_before=lambda turn, day: trials.met_before(turn.here, day),
    what_goes=WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=goes_unfiled_card,
)

hold = about_one("hold", tuple(sorted(TRIAL.all)), KEEPING.card)
"""`/coffee hold`."""


GIVEN = TRIALS.given(lambda turn, trial: {"title": untitled(trial.opened_at.astimezone(turn.zone).date()), "note": ""})
"""The title and the note of a trial are its opener's words."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return, for somebody's file, their places, meetings and feedback, and the trials that they opened."""
    me = person.id
    places = trials.signups_of(turn.here, me)
    joined = {trial.id: trial for _, trial in places}
    found = [signup_data(trial, signup) for signup, trial in places]
    for trial in joined.values():
        for meeting, _ in meetings.places_of(turn.here, trial.id, me):
            everybody = meetings.places(turn.here, meeting.id)
            found.append(meeting_data(trial, meeting, [other for _, other in everybody if other.id != me]))
    said = feedback.by_person(turn.here, me)
    return (
        *found,
        *(feedback_data(joined[one.trial_id], one) for one in said),
        *map(looks_after_data, TRIALS.looked_after_by(turn, person)),
    )


def erase(turn: Turn, person: Person) -> None:
    """End what they are part of, kindly, and take their words and their job title out of everything.

    Department and kind of work stay with their place in a trial: the figures by group count them, and withhold them
    below five. Title and note stay while the trial runs, because others rely on them, and go when it has ended.
    """
    me = person.id
    on_leaver(turn, person)
    places = trials.signups_of(turn.here, me)
    joined = [the_trial(turn, trial.id) for _, trial in places]
    for signup, _ in places:
        signup.job_title = ""
    for said in feedback.by_person(turn.here, me):
        said.what_came_of_it, said.quote_consent = "", "no"
    GIVEN.erase(turn, TRIALS.looked_after_by(turn, person))
    record_people.take_quotes_out(turn.here, me)
    for trial in joined:
        _tell_anew(turn, trial)


def _tell_anew(turn: Turn, trial: Trial) -> None:
    """Change what facilitators were shown: the pairs, which named them, and the report, which may have quoted them."""
    draw = trials.newest_draw(turn.here, trial.id)
    for person in turn.facilitators():
        if draw is not None and turn.has_told(person, ("draw", draw.id)):
            turn.tell(person, page(turn, trial, draw), ("draw", draw.id))
        if turn.has_told(person, report_key(trial)):
            filed = trial.phase == "filed"
            card = present_filed(turn, str(trial.id)) if filed else report(turn, trial)
            turn.tell(person, card, report_key(trial))


# ---- what people see ------------------------------------------------------------------------------------------------

KEEPS = (
    "Coffee trials: what you say on joining, whom you are introduced to, whether that reached you and whether you met, "
    "and your feedback with whether it may be quoted. Later trials look at it so that you meet somebody new."
)
_ANSWERS = {"yes": "yes", "no": "no", "by_role": "by job title", "by_name": "by name"}
_STATES = {"in": "in", "left": "left", "silent": "has not answered a partner"}
_MEETUPS = {"one": "one person", "each_site": "one person at each site"}
_MEETINGS = {"waiting_to_meet": "to come", "met": "met", "ended": "ended before you met"}


def signup_data(trial: Trial, said: Signup) -> PersonalData:
    """Describe, for somebody's file, a place in a trial."""
    return PersonalData(
        f"Coffee trial: your place in “{trial.title}”",
        (
            ("state", _STATES[said.state]),
            ("sites", listed(said.sites)),
            ("whom you would meet", _MEETUPS[said.meetups]),
            ("department", said.department),
            ("work", GROUPS.get(said.role_group, "")),
            ("job title", said.job_title),
        ),
        "Type /coffee join and send the form again, until sign-ups close. What you said then stays with this trial; "
        "/coffee leave ends your part in it.",
    )


def _introduced(trial: Trial, them: Meeting) -> str:
    if them.introduced_at is None:
        return "not yet: my message has not arrived with each of you"
    return f"on {day(them.introduced_at.date(), trial.opened_at.date())}"


def meeting_data(trial: Trial, them: Meeting, others: Sequence[Person]) -> PersonalData:
    """Describe, for somebody's file, a meeting in which they had a part."""
    return PersonalData(
        f"Coffee trial: a meeting in “{trial.title}”",
        (
            ("with", listed([person.name for person in others])),
            ("at", them.site),
            ("introduced", _introduced(trial, them)),
            ("stands", _MEETINGS[them.phase]),
        ),
        "Press “We’ve met”, “Can’t find a time” or “We know each other” below the introduction; /coffee status has the "
        "buttons too. Whether you met can be said in your feedback as well.",
    )


def feedback_data(trial: Trial, said: Feedback) -> PersonalData:
    """Describe, for somebody's file, what they said of a trial."""
    return PersonalData(
        f"Coffee trial: your feedback on “{trial.title}”",
        (
            ("you met", _ANSWERS[said.met]),
            ("you knew each other", _ANSWERS[said.knew_each_other]),
            ("you would do it again", _ANSWERS[said.would_again]),
            ("what came of it", said.what_came_of_it),
            ("may be quoted", _ANSWERS[said.quote_consent]),
        ),
        "Press “Change my answers” where I thanked you for it, until the trial is filed. A quote that was filed you "
        "can take out of the library, as is said of your words there.",
    )


def untitled(on: date) -> str:
    """Write what a trial is called once whoever gave it its title has been forgotten."""
    return f"A coffee trial, {dated(on)}"


def looks_after_data(trial: Trial) -> PersonalData:
    """Describe, for somebody's file, a trial that they opened."""
    return PersonalData(
        f"Coffee trial: you look after “{trial.title}”",
        (("note", trial.note),),
        "Type /coffee change while it runs. To have somebody else look after it: /knowhow facilitators.",
    )
