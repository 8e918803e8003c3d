"""Subjects are read as they were written, and what none of ours has carried is refused."""

from datetime import date

import pytest

from activities.kit.phases import MovedOn
from activities.kit.subjects import LARGEST_ID, PLACE, about, head, number, numbers, subject, word_of

SHAPES = subject(str, int, date, str)


def test_a_subject_is_read_as_it_was_written() -> None:
    parts = ("reminder", 17, date(2027, 3, 1), "remind_week:to:5")
    assert SHAPES.spell(*parts) == "reminder:17:2027-03-01:remind_week:to:5"
    assert SHAPES.read(SHAPES.spell(*parts)) == parts
    assert subject(int, bool, int).read(subject(int, bool, int).spell(17, True, 340)) == (17, True, 340)


@pytest.mark.parametrize("said", ["", "17", ":", "17:", ":2", "17:2:3", "17:-1", "x:2", "17:²", f"17:{LARGEST_ID + 1}"])
def test_what_has_another_shape_is_refused(said: str) -> None:
    with pytest.raises(MovedOn):
        PLACE.read(said)


def test_every_part_of_what_consists_of_numbers_is_one() -> None:
    assert (numbers("17:2:3"), numbers(17)) == ((17, 2, 3), (17,))
    for said in ("17:", "17:x", f"17:{LARGEST_ID + 1}"):
        with pytest.raises(MovedOn):
            numbers(said)


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(MovedOn):
        SHAPES.read("reminder:17:2027-02-30:x")


def test_the_head_of_a_subject_and_the_words_of_a_key() -> None:
    assert (head("17:2:3"), head(17), word_of("ask:17:to:5"), about("ask:17:to:5")) == (17, 17, "ask", 17)
    for read in (head, about, number):
        with pytest.raises(MovedOn):
            read("ask")
