"""An action from the review in which people agreed on it."""

from datetime import date, datetime

from storage import actions
from storage.here import Here
from tests.review.looking_back import answers, of, sends_round, starts, the_review, words
from tests.town import LONDON, Town, Townsperson

PORTERS = "Call the porters a week before"


def test_what_was_agreed_is_somebodys_from_the_moment_it_is_filed(town: Town) -> None:
    five = town.people(5)
    starts(town, five)
    for person in five:
        answers(person, "Beds", "No beds", "Late", "Ask first")
    town.comes_to(datetime(2026, 11, 16, 17, tzinfo=LONDON))
    words(town)
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text=PORTERS, owner=of(five[1]), due=date(2026, 12, 11))
    sends_round(town)
    five[1].is_not_told("Yours to do")
    for person in five:
        person.presses("I agree")
    five[1].is_told("Yours to do by Friday 11 December, from “After-action review: Ward 7 moves”")
    _opens_the_record(five[1])
    five[1].is_answered(f"{PORTERS} (Bo Northgate, by 11 December 2026, open)")
    five[1].types("/aar actions")
    five[1].is_answered(PORTERS)
    five[1].presses("Done")
    five[1].fills("actions.done", outcome="They came early.")
    _opens_the_record(five[1])
    five[1].is_answered(f"{PORTERS} (Bo Northgate, by 11 December 2026, done)")
    with town.database.reading() as session:
        source = f"review:{the_review(town).id}"
        assert actions.phases_by_text(Here(session, the_review(town).organisation_id), source) == {PORTERS: "done"}


def _opens_the_record(person: Townsperson) -> None:
    person.types("/library show After-action review: Ward 7 moves")
