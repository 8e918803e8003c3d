"""A review from the first form to the record."""

from datetime import date, datetime

from tests.review.looking_back import (
    DUE,
    HAPPENED,
    TITLE,
    answers,
    of,
    sends_round,
    starts,
    the_record,
    the_review,
    words,
)
from tests.town import LONDON, Town

CLOSED = datetime(2026, 11, 16, 17, tzinfo=LONDON)


def test_six_people_review_what_happened_and_file_what_they_agree_to(town: Town) -> None:
    six = town.people(6)
    starts(town, six, background="The ward moved in a day.")
    ann = six[0]
    ann.is_told("Lee Librarian asks you to take part in a review of Ward 7 moves, Monday 26 October.")
    ann.is_told("Everybody’s view counts the same")
    ann.is_told("nobody sees any answer, only how many have answered")
    town.lee.is_told("nobody of 6 people has answered yet")
    for number, person in enumerate(six, start=1):
        answers(person, f"Expected {number}", f"Happened {number}", f"Because {number}", f"Learned {number}")
        person.is_answered("you have answered 4 of 4 questions")
        town.lee.is_told(f"{number} of 6 have answered")
    ann.does_not_see("Expected 2")
    town.comes_to(CLOSED)
    ann.presses("Read the answers")
    for number in range(1, 7):
        ann.is_answered(f"Expected {number}")
    ann.presses("Next question")
    ann.is_answered("Happened 3")
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
    assert (record.happened_from, record.happened_until) == (HAPPENED, DUE)
    assert record.lessons == ["Ask the porters first."]
    assert record.actions == [{"text": "Call the porters a week before", "owner": "Bo Northgate", "due": "2026-12-11"}]
    assert record.figures["days_after"] == 21
    assert (record.figures["answered"], record.figures["asked"]) == (6, 6)
    assert "Held 21 days after the event." in record.summary
