"""A note, from the day on which it is written to the day on which it goes."""

from datetime import date, timedelta

import pytest

from docs.new_activity.tests.specimen.life import notes_for_tomorrow
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import newest
from tests.town import Town


@pytest.mark.quick_through("slack", "teams")
def test_a_note_comes_back_on_its_day_and_is_filed(town: Town) -> None:
    ann = town.person("Ann")
    notes_for_tomorrow(ann, "Label every valve")
    ann.is_answered("Label every valve")
    ann.has_no_button("File it")
    town.passes(timedelta(days=1))
    ann.presses("File it")
    ann.is_answered("Filed in the library, under your name.")
    town.person("Bo").types(f"/library show {newest(town)}")
    ann.types(f"/library show {newest(town)}")
    ann.is_answered("Label every valve")


def test_what_is_dropped_comes_back_to_nobody(town: Town) -> None:
    ann = town.person("Ann")
    notes_for_tomorrow(ann, "Label every valve")
    ann.presses("Drop it")
    ann.is_answered("You have noted nothing.")
    ann.repeats()
    ann.is_answered_once()
    town.passes(timedelta(days=2))
    ann.is_not_told("Label every valve")


def test_a_day_that_is_over_is_said_on_its_field(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/specimen new")
    ann.fills("specimen.note", text="Label every valve", day=date(2026, 11, 2))
    ann.is_shown_errors(day="still to come")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_files_or_drops_what_another_noted(town: Town) -> None:
    ann, bo = town.people(2)
    notes_for_tomorrow(ann, "Label every valve")
    bo.presses_old(ann.button("Drop it"))
    bo.is_answered("This has moved on since.")
    ann.types("/specimen list")
    ann.is_answered("Label every valve")


def test_a_note_goes_by_itself_unless_it_is_on_hold(town: Town) -> None:
    ann, bo = town.people(2)
    notes_for_tomorrow(ann, "Label every valve")
    town.lee.types("/specimen hold")
    town.lee.presses("Put on hold")
    notes_for_tomorrow(bo, "Count the beds")
    town.passes(timedelta(days=400))
    ann.types("/specimen list")
    ann.is_answered("Label every valve")
    bo.types("/specimen list")
    bo.is_answered("You have noted nothing.")
