"""A review from the first form to the record."""

from datetime import date, datetime

import pytest

from activities.kit.events import Value
from tests.review.looking_back import (
    DUE,
    HAPPENED,
    TITLE,
    answers,
    fills,
    of,
    sends_round,
    starts,
    the_record,
    the_review,
    words,
)
from tests.town import LONDON, Town

CLOSED = datetime(2026, 11, 16, 17, tzinfo=LONDON)


@pytest.mark.quick_through("slack", "teams")
def test_six_people_review_what_happened_and_file_what_they_agree_to(town: Town) -> None:
    six = town.people(6)
    starts(town, six, background="The ward moved in a day.")
    ann = six[0]
    ann.is_told("Lee Librarian asks you to take part in a review of Ward 7 moves, Monday 26 October.")
    ann.is_told("Everybody’s view counts the same")
    ann.is_told("nobody sees any answer; from five on, whoever runs it sees how many have answered")
    town.lee.is_told("nobody of 6 people has answered yet")
    for number, person in enumerate(six, start=1):
        answers(person, f"Expected {number}", f"Happened {number}", f"Because {number}", f"Learned {number}")
        person.is_answered("you have answered 4 of 4 questions")
        town.lee.is_told(f"{number if number >= 5 else 'fewer than five'} of 6 have answered")
    ann.does_not_see("Expected 2")
    town.comes_to(CLOSED)
    ann.presses("Read the answers")
    for number in range(1, 7):
        ann.is_answered(f"Expected {number}")
    ann.presses("Next question")
    ann.is_answered("Happened 3")
    town.lee.is_told("Held 21 days after the event.")
    words(town)
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Call the porters a week before", owner=of(six[1]), due=date(2026, 12, 11))
    sends_round(town)
    for person in six[:5]:
        person.is_told("This is what would be filed.")
        person.presses("I agree")
    town.lee.is_told("5 of 6 agree")
    assert the_review(town).phase == "waiting_for_agreement"
    six[5].presses("I agree")
    assert the_review(town).phase == "filed"
    six[5].is_told("After-action review: Ward 7 moves is in the library, with 1 lesson and 1 action")
    record = the_record(town)
    assert (record.title, record.visibility) == (f"After-action review: {TITLE}", "participants")
    assert (record.happened_from, record.figures["held_on"]) == (HAPPENED, DUE.isoformat())
    assert record.lessons == ["Ask the porters first."]
    assert record.actions == [{"text": "Call the porters a week before", "owner": "Bo Northgate", "due": "2026-12-11"}]
    assert record.figures["days_after"] == 21
    assert (record.figures["answered"], record.figures["asked"]) == (6, 6)
    assert "Held 21 days after the event." in record.summary


def test_a_before_action_review_is_answered_by_what_was_filed_before(town: Town) -> None:
    six = town.people(6)
    starts(town, six, visibility="organisation", background="Ward 7 moved to the new wing in a day.")
    for person in six:
        answers(person, "The porters came late.")
    town.comes_to(CLOSED)
    words(town, summary="The move was late because nobody had asked the porters.", lessons="Ask the porters first.")
    sends_round(town)
    for person in six:
        person.presses("I agree")
    town.lee.types("/review new")
    others = [town.person("Gus"), *six[:2]]
    about: dict[str, Value] = {
        "title": "Ward 9 moves",
        "background": "Ward 9 is to move to the new wing.",
        "due": date(2026, 11, 27),
    }
    fills(town, others, template="bar", happened_on=date(2026, 12, 7), **about)
    town.lee.is_answered("1 earlier record looks similar:")
    town.lee.is_answered("After-action review: Ward 7 moves")
    town.lee.is_answered("Ask the porters first.")
    town.lee.is_answered("Ask Lee Librarian.")
    others[0].is_not_told("this is what others have learned before")
    town.lee.presses("Send this to those who take part")
    town.lee.is_answered("Sent to 3 people.")
    others[0].is_told("For Ward 9 moves, this is what others have learned before.")
    others[0].is_told("Ask the porters first.")
    others[0].presses("Answer", near="Ward 9 moves")
    while "Ask the porters first." not in others[0].sheet("review.answer").text:
        others[0].fills("review.answer")


def test_more_than_six_answers_are_turned_page_by_page(town: Town) -> None:
    people = town.people(7)
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")
    town.lee.presses("Close answers now")
    people[0].presses("Read the answers")
    people[0].is_answered("7 answers, page 1 of 2, in no order. Question 1 of 1.")
    people[0].presses("More answers")
    people[0].is_answered("7 answers, page 2 of 2, in no order.")
    people[0].has_no_button("More answers")


def test_what_only_those_who_took_part_may_read_is_passed_on_to_nobody(town: Town) -> None:
    six = town.people(6)
    starts(town, six)
    for person in six:
        answers(person, "The porters came late.")
    town.comes_to(CLOSED)
    words(town)
    sends_round(town)
    for person in six:
        person.presses("I agree")
    late = town.person("Gus")
    starts(town, [late], title="Ward 7 moves again", due=date(2026, 11, 27))
    town.lee.is_answered("1 earlier record looks similar:")
    town.lee.presses("Send this to those who take part")
    town.lee.is_answered("nothing can be read by everybody")
    late.does_not_see("Ask the porters first.")
