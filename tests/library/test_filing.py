"""Filing a record by hand, and reading it."""

from datetime import date

import pytest

from activities.kit.events import People, Value
from storage.tables import Record
from tests.library.shelf import FALLS, files, newest, record
from tests.town import Town


@pytest.mark.quick_through("slack", "teams")
def test_what_one_files_another_finds_and_reads_whole(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    number = files(ann, review_on=date(2027, 3, 1), licence="CC BY 4.0")
    bo.types("/library search falls at night")
    bo.is_answered("1 record about “falls at night”")
    bo.presses("Open")
    for line in (
        "Falls at night on Ward 7",
        f"Record {number}. Not clinical guidance",
        "Agree before the night shift who answers which bell.",
        "Three falls in a week",
        "Order two low beds (ward manager, by 30 November 2026)",
        "When: 5 October 2026",
        "Topics: falls and night shift",
        "Ask: Ann",
        "Reuse: not used yet",
        "Review by: 1 March 2027",
        "Seen by: Everybody in the organisation",
        "Licence: CC BY 4.0",
    ):
        bo.is_answered(line)
    bo.presses("Back to the results")
    bo.is_answered("1 record about “falls at night”")


@pytest.mark.quick_through("teams")
def test_a_record_is_shown_by_its_number_and_by_its_title(town: Town) -> None:
    ann = town.person("Ann")
    number = files(ann)
    files(ann, title="Falls at night on Ward 8")
    ann.types(f"/library show {number}")
    ann.is_answered("Falls at night on Ward 7")
    ann.types("/library show falls at night on ward 8")
    ann.is_answered("Falls at night on Ward 8")
    ann.types("/library show falls")
    ann.is_answered("2 records")
    ann.types("/library show 999")
    ann.is_answered("There is no such record that you can see.")


@pytest.mark.quick_through("teams")
def test_everything_wrong_with_a_record_is_said_at_once(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/library new")
    wrong: dict[str, Value] = {
        "until": date(2026, 10, 1),
        "topics": "x" * 61,
        "actions": "Order beds; ward manager; next spring",
    }
    ann.fills("library.record", **{**FALLS, **wrong})
    ann.is_shown_errors(until="before it began", topics="Please keep each to", actions="I can’t read a date there")
    ann.corrects(**{**FALLS, "date": date(2026, 11, 3)})
    ann.is_shown_errors(date="still to come")
    ann.corrects(**{**FALLS, "lessons": "", "summary": ""})
    ann.is_shown_errors(lessons="Please write a lesson here")
    ann.corrects(**{**FALLS, "lessons": "• Ask the night team."})
    ann.is_answered("Filed.")
    assert record(town, newest(town)).lessons == ["Ask the night team."]


def test_when_an_action_is_due_may_be_said_as_people_say_it(town: Town) -> None:
    ann = town.person("Ann")
    said = "Order beds; ward manager; 3 December\nRing the porters; next Friday\nLabel the bells; matron"
    actions = record(town, files(ann, actions=said)).actions
    assert [(one["text"], one["owner"], one["due"]) for one in actions] == [
        ("Order beds", "ward manager", "2026-12-03"),
        ("Ring the porters", "", "2026-11-13"),
        ("Label the bells", "matron", ""),
    ]


def test_a_topic_and_a_site_are_written_as_they_were_before(town: Town) -> None:
    ann = town.person("Ann")
    files(ann)
    again = files(ann, title="Another", topics="FALLS; Handover; handover", site="northgate")
    assert record(town, again).topics == ["falls", "handover"]
    assert record(town, again).sites == ["Northgate"]
    ann.types("/library topics")
    ann.presses("falls: 2 records")
    ann.is_answered("2 records on falls")


def test_the_form_says_where_more_topics_are_in_use_than_it_names(town: Town) -> None:
    ann = town.person("Ann")
    files(ann, topics="; ".join(f"topic {letter}" for letter in "abcdefghijkl"))
    ann.types("/library new")
    ann.is_answered("topic k and topic l.")
    files(ann, topics="topic m")
    ann.types("/library new")
    ann.is_answered("topic k, topic l and others.")


@pytest.mark.quick_through("teams")
def test_the_same_form_delivered_twice_files_one_record(town: Town) -> None:
    ann = town.person("Ann")
    files(ann)
    ann.repeats()
    ann.is_answered_once()
    ann.types("/library topics")
    ann.presses("falls: 1 record")


def test_a_record_of_a_trial_opens_from_where_it_was_filed(town: Town) -> None:
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    town.introduced(ann, bo)
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    town.lee.presses("See it in the library")
    town.lee.is_answered("KNOWvember")
    town.lee.is_answered("Matched: withheld")
    town.lee.is_answered("Kind: Coffee trial")


def test_who_files_something_sees_what_is_there_of_the_kind(town: Town) -> None:
    ann = town.person("Ann")
    files(ann)
    ann.does_not_see("looks similar")
    files(ann, title="Falls at night on Ward 8", lessons="Agree who answers which bell at night.")
    ann.is_answered("1 earlier record looks similar:")
    bo = town.person("Bo")
    files(bo, title="Falls at night on Ward 9", review_on=date(2026, 11, 3))
    town.comes_to(date(2026, 11, 4))
    files(bo, title="Falls at night on Ward 9, again")
    bo.is_answered("Falls at night on Ward 9 (Monday 5 October). Overdue for review. Agree")
    bo.is_answered("3 earlier records look similar:")
    bo.is_answered("Not clinical guidance")


def test_of_what_looks_similar_two_lessons_are_shown(town: Town) -> None:
    ann = town.person("Ann")
    files(ann, lessons="Agree who answers which bell.\nPut the low bed by the door.\nCount the mats.")
    files(ann, title="Falls at night on Ward 8", lessons="Agree who answers which bell at night.")
    ann.is_answered("Put the low bed by the door.")
    ann.does_not_see("Count the mats.")


@pytest.mark.parametrize(("where", "found"), [("title", False), ("lessons", True), ("contact", True)])
def test_what_was_filed_before_the_screen_knew_better_is_not_shown_again(town: Town, where: str, found: bool) -> None:
    ann = town.person("Ann")
    number, unfit = files(ann), "Somebody rang about NHS number 943 476 5919"
    with town.turn() as turn:
        filed = turn.session.get_one(Record, number)
        filed.contact_id = None
        setattr(filed, where, [unfit] if where == "lessons" else unfit)
    files(ann, title="Falls at night on Ward 8")
    if found:
        ann.is_answered("1 earlier record looks similar:")
    ann.does_not_see("Somebody rang")


def test_whoever_has_left_is_not_whom_to_ask(town: Town) -> None:
    ann, bo, cat = town.person("Ann"), town.person("Bo"), town.person("Cat")
    files(ann, contact=cat.profile.email, took_part=People((cat.profile,)))
    files(bo, title="Falls at night on Ward 8")
    bo.is_answered("Ask Cat.")
    cat.leaves_the_hospital()
    files(bo, title="Falls at night on Ward 9")
    bo.does_not_see("Ask Cat")
