"""Being quoted by job title, where only one person has it."""

from datetime import date

import pytest
from sqlmodel import select

from storage.tables import Record
from tests.town import Town, Townsperson

GOOD = {"met": "yes", "knew_each_other": "no", "would_again": "yes", "what_came_of_it": "A way with forms."}
TELLING = "nobody else here is “Radiology lead”"


@pytest.fixture
def ann(town: Town) -> Townsperson:
    """A Radiology lead, introduced to a Finance lead."""
    found = town.person("Ann", department="Radiology")
    town.introduced(found, town.person("Bo", department="Finance"))
    found.presses("We’ve met")
    return found


def test_whoever_is_the_only_one_with_a_job_title_is_warned(town: Town, ann: Townsperson) -> None:
    ann.is_answered(TELLING)
    ann.fills("feedback", **GOOD, quote_consent="by_role")
    ann.is_answered(TELLING)
    town.lee.types("/coffee report")
    town.lee.is_answered("A way with forms. Radiology lead (nobody else has this job title")


def test_whoever_is_not_quoted_by_role_hears_no_more_of_it(town: Town, ann: Townsperson) -> None:
    ann.fills("feedback", **GOOD, quote_consent="by_name")
    ann.is_answered("I may quote you by name.")
    assert TELLING not in str(ann.shown)
    town.lee.types("/coffee report")
    town.lee.does_not_see("nobody else has this job title")


def test_where_several_have_it_nobody_is_warned(town: Town, ann: Townsperson) -> None:
    town.person("Cat", department="radiology ")  # on the staff list, and not in the trial
    ann.goes_home()
    ann.presses("Say how it was")
    assert TELLING not in str(ann.shown)
    ann.fills("feedback", **GOOD, quote_consent="by_role")
    assert TELLING not in str(ann.shown)
    town.lee.types("/coffee report")
    town.lee.does_not_see("nobody else has this job title")


def test_what_is_filed_has_the_job_title_alone(town: Town, ann: Townsperson) -> None:
    ann.fills("feedback", **GOOD, quote_consent="by_role")
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    with town.database.reading() as session:
        assert [quote["said_by"] for quote in session.exec(select(Record)).one().quotes] == ["Radiology lead"]
