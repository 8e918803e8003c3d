"""When people may be written to: in hours of their own, as they say on a form, until they take them back."""

import pytest

from activities.kit.events import Value
from storage.tables import Person
from tests.privacy.test_mine import file_of
from tests.town import Town, Townsperson

NIGHTS: dict[str, Value] = {"begins": "19:00", "ends": "07:00", "weekdays": ("0", "4")}


@pytest.fixture
def ann(town: Town) -> Townsperson:
    return town.person("Ann Able")


def works_nights(ann: Townsperson) -> None:
    ann.types("/knowhow hours")
    ann.fills("knowhow.hours", **NIGHTS)


@pytest.mark.quick_through("slack", "teams")
def test_somebody_gives_hours_and_takes_them_back(town: Town, ann: Townsperson) -> None:
    works_nights(ann)
    ann.is_answered("Monday and Friday, 19:00 to 07:00 the next morning; not on holidays")
    ann.types("/knowhow hours")
    ann.presses("Change my hours")
    assert {name: ann.sheet("knowhow.hours").values[name] for name in NIGHTS} == NIGHTS
    ann.fills("knowhow.hours", weekdays=("6",))
    ann.is_answered("Sunday, 19:00 to 07:00 the next morning")
    ann.presses("Take them back")
    ann.is_answered("in office hours: 08:00 to 18:00 on working days")
    ann.types("/knowhow hours off")
    ann.is_answered("in office hours")


def test_hours_that_make_no_sense_are_given_back(town: Town, ann: Townsperson) -> None:
    ann.types("/knowhow hours")
    ann.fills("knowhow.hours", begins="19:00", ends="19:00")
    ann.is_shown_errors(ends="an hour at least")
    ann.corrects(begins="19:00", ends="19:30")
    ann.is_shown_errors(ends="an hour at least")
    ann.corrects(begins="19:00", ends="07:00", weekdays=())
    ann.is_shown_errors(weekdays="at least one day")
    ann.corrects(begins="19:00", ends="07:00", weekdays=("0",))
    ann.is_answered("Monday, 19:00 to 07:00")


def test_my_file_says_them_and_forgetting_takes_them(town: Town, ann: Townsperson) -> None:
    works_nights(ann)
    assert "I may write to you on: Monday and Friday, 19:00 to 07:00 the next morning" in file_of(town, ann)
    with town.database.reading() as session:
        row = ann.row(session).id
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with town.database.reading() as session:
        assert session.get_one(Person, row).hours is None
