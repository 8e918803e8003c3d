"""Starting reviews: of what another activity ran, of what was held elsewhere, and what everybody is told when."""

from datetime import date, datetime

import pytest
from sqlmodel import select

from activities.kit.events import Channel, Value
from storage.actions import from_source
from storage.here import Here
from storage.tables import Record
from tests.review.looking_back import answers, of, records_the_theatre_list, said, says, starts, the_record, the_review
from tests.review.test_whole import CLOSED
from tests.town import COFFEE, LONDON, Town


@pytest.mark.quick_through("teams")
def test_everything_wrong_with_a_review_is_said_at_once(town: Town) -> None:
    (ann,) = town.people(1)
    town.lee.types("/review new")
    town.lee.is_answered("What kind of review?")
    wrong: dict[str, Value] = {"title": "Tea", "due": date(2026, 11, 2), "silence_days": "99"}
    right: dict[str, Value] = {"template": "aar", "happened_on": date(2026, 11, 1), "participants": of(ann)}
    town.lee.fills("review.review", **wrong, **right)
    town.lee.is_shown_errors(due="tomorrow at least", silence_days="whole number")
    town.lee.corrects(title="Tea", due=date(2026, 11, 9), silence_days="5", **right)
    town.lee.is_answered("Tea has begun. I’m asking Ann Northgate, by Monday 9 November at 17:00.")


def test_reminders_go_two_working_days_before_and_on_the_day_to_the_silent_alone(town: Town) -> None:
    ann, bo = town.people(2)
    starts(town, [ann, bo])
    answers(ann, "Done.")
    town.comes_to(datetime(2026, 11, 12, 8, tzinfo=LONDON))
    bo.is_not_told("still missing")
    town.comes_to(datetime(2026, 11, 12, 9, tzinfo=LONDON))
    bo.is_told("Your view of Ward 7 moves is still missing. Answers close on Monday 16 November at 17:00")
    town.comes_to(datetime(2026, 11, 16, 9, tzinfo=LONDON))
    bo.is_told("Answers close today at 17:00")
    ann.is_not_told("still missing")


@pytest.mark.quick_through("teams")
def test_a_page_can_be_changed_as_often_as_one_likes(town: Town) -> None:
    people = town.people(5)
    starts(town, people)
    for person in people:
        answers(person, "First thought.")
    answers(people[0], "Second thought.", label="Change my answers")
    people[0].presses("Change my answers")
    assert said(people[0]) == "Second thought."
    says(people[0], "")
    people[0].presses("Answer")
    assert said(people[0]) == ""
    town.lee.is_told("fewer than five of 5 have answered")


def test_the_channel_hears_that_it_takes_place_and_nothing_more(town: Town) -> None:
    people = town.people(5)
    starts(town, people, channel=COFFEE)
    (page,) = town.front.channel(COFFEE.id)
    assert page.text == "Ward 7 moves (after-action review): those who take part have been asked."
    town.lee.presses("Cancel it")
    (page,) = town.front.channel(COFFEE.id)
    assert page.text == "Ward 7 moves (after-action review): this review does not take place."
    town.lee.types("/aar new")
    channel = Channel("C0ELSE", "elsewhere", bot_is_in=False)
    town.lee.fills("review.review", title="T", happened_on=date(2026, 11, 1), participants=of(*people), channel=channel)
    town.lee.is_shown_errors(channel="invite me")


def test_a_trial_that_has_been_filed_can_be_reviewed_together(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    town.lee.presses("Review this together")
    assert town.lee.sheet("review.review").values["title"] == "KNOWvember"
    town.lee.fills("review.review", template="retrospect", participants=of(ann, bo), due=date(2026, 12, 18))
    assert the_review(town, "KNOWvember").about == f"coffee:{town.the_trial().id}"


def test_what_was_held_elsewhere_is_written_down_in_one_form_and_filed(town: Town) -> None:
    ann, bo = town.people(2)
    lessons = "Start with the long case.\nRing the ward."
    records_the_theatre_list(town, [ann, bo], lessons=lessons, reference="LR 9")
    town.lee.is_answered("Start with the long case.")
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Move the long case", role="theatre lead", due=date(2026, 12, 1))
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Too much", role="somebody", owner=of(ann), due=date(2026, 11, 1))
    town.lee.is_shown_errors(role="not both", due="passed")
    town.lee.corrects(text="Ring the ward", owner=of(ann), due=date(2026, 12, 1))
    town.lee.presses("Take out the last action")
    town.lee.presses("File it")
    town.lee.is_answered("After-action review: Theatre list is in the library, with 2 lessons and 1 action")
    record = the_record(town)
    assert (record.figures["days_after"], record.figures["answered"]) == (7, 9)
    assert record.actions == [{"text": "Move the long case", "owner": "theatre lead", "due": "2026-12-01"}]
    ann.is_told("is in the library")
    with town.database.reading() as session:
        (action,) = from_source(Here(session, 1), record.came_from)
        assert (action.text, action.owner_role) == ("Move the long case", "theatre lead")
        assert session.exec(select(Record)).one().visibility == "participants"


def test_the_home_page_shows_what_waits_for_whom(town: Town) -> None:
    ann, *_ = people = town.people(5)
    starts(town, people)
    ann.goes_home()
    ann.is_answered("Ward 7 moves: answers close on Monday 16 November at 17:00")
    for person in people:
        answers(person, "Yes.")
    town.comes_to(CLOSED)
    town.lee.goes_home()
    town.lee.is_answered("answers are in, and its facilitator words the summary")


def test_help_names_the_command_that_was_typed(town: Town) -> None:
    town.lee.types("/aar help")
    town.lee.is_answered("/aar new Start a review")
    town.lee.types("/review")
    town.lee.is_answered("/review new Start a review")
    town.lee.types("/aar nwe")
    town.lee.is_answered("Did you mean /aar new?")
