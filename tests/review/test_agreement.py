"""The summary goes round until everybody agrees or silence has lasted; or it is filed with the disagreement stated."""

from datetime import datetime

import pytest

from tests.lived_once import lived_once
from tests.review.looking_back import answers, sends_round, starts, the_record, the_review, words
from tests.review.test_whole import CLOSED
from tests.town import LONDON, Town, Townsperson


@lived_once
def summary_goes_round(town: Town, people: list[Townsperson]) -> None:
    starts(town, people, visibility="organisation")
    for person in people:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    words(town)
    sends_round(town)


@pytest.fixture
def five(town: Town) -> list[Townsperson]:
    """Five people whose answers are in, and a first summary that is with them."""
    people = town.people(5)
    summary_goes_round(town, people)
    return people


def objects(person: Townsperson, change: str) -> None:
    person.presses("Suggest a change")
    person.fills("review.change", change=change)


@pytest.mark.quick_through("teams")
def test_silence_files_it_after_the_days_that_everybody_was_told(town: Town, five: list[Townsperson]) -> None:
    five[0].is_told("after Monday 30 November if nobody has objected")
    five[0].presses("I agree")
    town.comes_to(datetime(2026, 11, 30, 16, tzinfo=LONDON))
    assert the_review(town).phase == "waiting_for_agreement"
    town.comes_to(datetime(2026, 11, 30, 17, tzinfo=LONDON))
    assert the_review(town).phase == "filed"
    assert the_record(town).visibility == "organisation"
    town.comes_to(datetime(2026, 12, 1, 9, tzinfo=LONDON))
    five[1].is_told("for everybody in the organisation to read")


def test_an_objection_opens_it_again_and_says_nobodys_name(town: Town, five: list[Townsperson]) -> None:
    five[0].presses("I agree")
    objects(five[1], "It was the lift, not the beds.")
    five[1].is_answered("is open again")
    town.lee.sees("It was the lift, not the beds.")
    town.lee.does_not_see("Bo Northgate")
    objects(five[2], "And the list was old.")
    town.lee.sees("And the list was old.")
    town.comes_to(datetime(2026, 12, 14, 17, tzinfo=LONDON))
    assert the_review(town).phase == "waiting_for_summary"
    town.lee.has_no_button("File with the disagreement")
    words(town, summary="The lift was out, and the list was old.")
    sends_round(town)
    five[0].is_told("The summary has changed.")
    for person in five:
        person.presses("I agree")
    assert the_record(town).summary.startswith("The lift was out")


def test_agreeing_twice_says_so_twice_and_the_summary_stays_at_hand(town: Town, five: list[Townsperson]) -> None:
    button = five[0].button("I agree")
    for _ in range(2):
        five[0].presses_old(button)
        five[0].is_answered("you agree with the summary of")
    town.lee.is_told("1 of 5 agree")
    five[0].types("/aar list")
    five[0].presses("Show")
    five[0].is_answered("and you agree with it")
    five[0].presses("Read the summary")
    five[0].is_answered("The beds came late.")
    five[0].presses("Suggest a change")
    five[0].fills("review.change", change="It was the lift.")
    five[0].is_answered("is open again")


def test_after_a_second_round_it_may_be_filed_with_the_disagreement_stated(town: Town, five: list[Townsperson]) -> None:
    for change in ("It was the lift.", "It still was the lift."):
        objects(five[1], change)
        if change.startswith("It was"):
            words(town, summary="The beds came late, and the lift was out.")
            sends_round(town)
    town.lee.presses("File with the disagreement")
    town.lee.is_answered("Both views, and nobody’s name.")
    town.lee.fills("review.disagreement", disagreement="Some say that it was the lift alone.")
    town.lee.is_answered("is in the library")
    assert "Not everybody agrees: Some say that it was the lift alone." in the_record(town).summary
    five[1].is_told("is in the library")


def test_a_button_of_an_earlier_round_agrees_to_nothing(town: Town, five: list[Townsperson]) -> None:
    old = five[0].button("I agree")
    objects(five[1], "Not so.")
    words(town, summary="Something else.")
    sends_round(town)
    five[0].presses_old(old)
    five[0].is_answered("This has moved on since.")
    town.lee.is_told("0 of 5 agree")


def test_what_is_to_be_filed_can_be_read_by_question(town: Town, five: list[Townsperson]) -> None:
    objects(five[0], "Please say more.")
    town.lee.presses("Write the summary")
    town.lee.fills("review.summary", said_expected="b" * 1501)
    town.lee.is_shown_errors(said_expected="Please keep this to 1500 characters; it has 1501.")
    town.lee.corrects(said_expected="Beds by noon.", said_learned="Ask first.", reference="LR 17")
    sends_round(town)
    five[0].presses("Read it by question")
    five[0].is_answered("Beds by noon.")
    five[0].presses("Next question")
    five[0].is_answered("Ask first.")
    five[0].presses("Question before")
    five[0].is_answered("Beds by noon.")
    for person in five:
        person.presses("I agree")
    record = the_record(town)
    assert "What was expected to happen?\nBeds by noon." in record.summary
    assert "Local reference: LR 17" in record.summary


def test_whoever_has_gone_is_not_waited_for(town: Town, five: list[Townsperson]) -> None:
    for person in five[:4]:
        person.presses("I agree")
    five[4].leaves_the_hospital()
    assert the_review(town).phase == "filed"


def test_a_draft_is_kept_and_nothing_goes_round_without_a_summary(town: Town) -> None:
    people = town.people(5)
    starts(town, people)
    for person in people:
        answers(person, "Yes.")
    town.comes_to(CLOSED)
    town.lee.presses("Send it to those who took part")
    town.lee.is_answered("There is no summary yet.")
    town.lee.types("/aar show")
    town.lee.presses("Write the lessons")
    town.lee.fills("review.lessons", lessons="- Ask the porters.\n\n• Ring first.")
    town.lee.types("/aar show")
    town.lee.is_answered("Ask the porters.\nRing first.")
    town.lee.presses("Write the lessons")
    assert town.lee.sheet("review.lessons").values["lessons"] == "Ask the porters.\nRing first."
