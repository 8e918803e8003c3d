"""What coffee trials keep about somebody, and forgetting it."""

from activities.coffee.cards import personal_data as cards
from activities.coffee.filing import present_filed
from activities.coffee.leaving import on_leaver
from activities.coffee.pairs import page
from activities.coffee.report import report, report_key
from activities.coffee.trial import RUNNING, the_trial
from activities.kit.given_words import GivenWords
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from storage import feedback, meetings, record_people, trials
from storage.tables import Person, Trial

GIVEN = GivenWords[Trial](
    "coffee",
    the_trial,
    RUNNING,
    lambda turn, trial: {"title": cards.untitled(trial.opened_at.astimezone(turn.zone).date()), "note": ""},
    titled="title",
)
"""The title and the note of a trial are its opener's words."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Their places, their meetings, their feedback, and the trials that they opened."""
    me = person.id
    places = trials.signups_of(turn.here, me)
    joined = {trial.id: trial for _, trial in places}
    found = [cards.signup(trial, signup) for signup, trial in places]
    for trial in joined.values():
        for meeting, _ in meetings.places_of(turn.here, trial.id, me):
            everybody = meetings.places(turn.here, meeting.id)
            found.append(cards.meeting(trial, meeting, [other for _, other in everybody if other.id != me]))
    said = feedback.by_person(turn.here, me)
    return (
        *found,
        *(cards.feedback(joined[one.trial_id], one) for one in said),
        *map(cards.looks_after, trials.looked_after_by(turn.here, me)),
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
    GIVEN.erase(turn, trials.looked_after_by(turn.here, me))
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
