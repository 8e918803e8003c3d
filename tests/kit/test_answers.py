"""What is read out of a form, whatever was typed into it or sent in its name."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from activities.kit.answers import NO_MOMENT, Reader

TYPED = {
    "plain": ("  Ward manager ", "Ward manager"),
    "a character no database keeps": ("Ward\x00 manager\x07", "Ward manager"),
    "half a character": ("Ward\ud83d manager", "Ward manager"),
    "turned around": ("\u202emanager\u202c \u2066Ward\u2069", "manager Ward"),
    "written from right to left": ("מנהלת מחלקה", "מנהלת מחלקה"),
    "emoji of several characters": ("Nurse 👩🏽\u200d⚕️", "Nurse 👩🏽\u200d⚕️"),
    "markup": ("<!channel> & *all*", "<!channel> & *all*"),
    "nothing to be seen": ("\x00\u202e \n", ""),
}


@pytest.mark.parametrize(("typed", "kept"), TYPED.values(), ids=TYPED)
def test_text_is_kept_as_typed_but_for_what_nobody_sees(typed: str, kept: str) -> None:
    reader = Reader({"job": typed})
    assert reader.text("job") == kept
    assert not reader.errors


def test_text_may_have_lines_and_a_line_has_one() -> None:
    reader = Reader({"note": "One\n\ntwo"})
    assert reader.text("note") == "One\n\ntwo"
    assert reader.line("note") == "One two"


def test_too_long_a_text_says_how_long_it_is() -> None:
    reader = Reader({"note": "x" * 3001})
    reader.text("note")
    assert reader.errors == {"note": "Please keep this to 3000 characters; it has 3001."}


@pytest.mark.parametrize(("day", "error"), [(date(2027, 1, 1), None), (date(2027, 1, 2), "Is the year right?")])
def test_a_date_too_far_off_is_asked_about(day: date, error: str | None) -> None:
    reader = Reader({"meet_by": day})
    reader.day("meet_by", latest=date(2027, 1, 1))
    assert (error is None) == (not reader.errors)
    assert error is None or error in reader.errors["meet_by"]


LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "given",
    [
        datetime(2026, 7, 9, 10),  # noqa: DTZ001  (the time on a wall, as some platforms give it)
        datetime(2026, 7, 9, 9, tzinfo=UTC),
        datetime(2026, 7, 9, 10, tzinfo=LONDON),
    ],
)
def test_a_moment_is_the_same_from_every_platform(given: datetime) -> None:
    assert Reader({"starts_at": given}).moment("starts_at", LONDON) == datetime(2026, 7, 9, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (None, "Please choose a date and a time."),
        (date(2026, 7, 9), "Please choose a date and a time."),
        (datetime(2027, 1, 2, 0, 30, tzinfo=UTC), "Is the year right?"),
    ],
)
def test_what_is_no_moment_is_asked_for(given: date | None, error: str) -> None:
    reader = Reader({"starts_at": given})
    assert reader.moment("starts_at", LONDON, latest=date(2027, 1, 1)) == NO_MOMENT
    assert error in reader.errors["starts_at"]


def test_a_moment_is_no_date() -> None:
    reader = Reader({"day": datetime(2026, 7, 9, 10, tzinfo=UTC)})
    reader.day("day")
    assert "day" in reader.errors


@pytest.mark.parametrize(("end", "zone"), [("0001-01-01", "Asia/Tokyo"), ("9999-12-31T23:00", "America/New_York")])
def test_a_moment_at_an_end_of_the_calendar_is_a_long_way_off(end: str, zone: str) -> None:
    reader = Reader({"starts_at": datetime.fromisoformat(end)})
    assert reader.moment("starts_at", ZoneInfo(zone)) == NO_MOMENT
    assert reader.errors == {"starts_at": "That is a very long way off. Is the year right?"}


@pytest.mark.parametrize("blank", ["\u200b", " \u2060\ufeff\n", "\u2800", "\u3164", "\u00ad"])
def test_what_shows_nothing_is_no_answer(blank: str) -> None:
    read = Reader({"title": blank})
    assert read.text("title", missing="Please write something.") == ""
    assert read.errors == {"title": "Please write something."}
