"""What is read out of a form, whatever was typed into it or sent in its name."""

from datetime import date

import pytest

from activities.kit.answers import Reader

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
