"""What coffee trials keep about somebody, in the file that they can ask for."""

from collections.abc import Sequence
from datetime import date

from activities.coffee.cards.report import GROUPS
from activities.kit.personal_data import PersonalData
from activities.kit.wording import dated, day, listed
from storage.tables import Feedback, Meeting, Person, Signup, Trial

KEEPS = (
    "Coffee trials: what you say on joining, whom you are introduced to, whether that reached you and whether you met, "
    "and your feedback with whether it may be quoted. Later trials look at it so that you meet somebody new."
)

_ANSWERS = {"yes": "yes", "no": "no", "by_role": "by job title", "by_name": "by name"}
_STATES = {"in": "in", "left": "left", "silent": "has not answered a partner"}
_MEETUPS = {"one": "one person", "each_site": "one person at each site"}
_MEETINGS = {"waiting_to_meet": "to come", "met": "met", "ended": "ended before you met"}


def signup(trial: Trial, said: Signup) -> PersonalData:
    """A place in a trial."""
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


def meeting(trial: Trial, them: Meeting, others: Sequence[Person]) -> PersonalData:
    """A meeting in which they had a part."""
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


def feedback(trial: Trial, said: Feedback) -> PersonalData:
    """What they said of a trial."""
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
    """What a trial is called once whoever gave it its title has been forgotten."""
    return f"A coffee trial, {dated(on)}"


def looks_after(trial: Trial) -> PersonalData:
    """A trial that they opened."""
    return PersonalData(
        f"Coffee trial: you look after “{trial.title}”",
        (("note", trial.note),),
        "Type /coffee change while it runs. To have somebody else look after it: /knowhow facilitators.",
    )
