"""Days as people type them."""

from datetime import date

import pytest

from activities.kit.days import typed_day

A_MONDAY = date(2026, 11, 2)
THE_THIRD = date(2026, 12, 3)

WHOLE = """2026-12-03 2026/12/3 3/12/2026 03/12/2026 03.12.2026 3-12-2026 3/12/26 3-Dec-26
3 December 2026|3 Dec 2026|3rd December 2026|3rd of December, 2026|the 3rd of Dec. 2026|Thursday 3 December 2026
Thu, 3 Dec 2026|by 3 December 2026|December 3rd, 2026|DECEMBER 3 2026"""

WITHOUT_A_YEAR = "3 December|3rd December|3/12|03.12|Dec 3|on Thursday 3 December|3 dec"

NO_DAY = "|31/13/2026|31 February 2026|13/2026|next spring|soon|3|2026|17:00|Ward 7|ma|monthly|3 Decembre 2026|0/0"


@pytest.mark.parametrize(
    "text", [one for line in WHOLE.split("\n") for one in line.split("|" if "|" in line else None)]
)
def test_a_whole_date_needs_no_today(text: str) -> None:
    assert typed_day(text) == typed_day(text, A_MONDAY) == THE_THIRD


@pytest.mark.parametrize("text", WITHOUT_A_YEAR.split("|"))
def test_without_a_year_it_is_the_next_one(text: str) -> None:
    assert typed_day(text, A_MONDAY) == THE_THIRD
    assert typed_day(text, date(2026, 12, 4)) == date(2027, 12, 3)
    assert typed_day(text) is None, "an old register means no day to come"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", A_MONDAY),
        ("Tomorrow", date(2026, 11, 3)),
        ("Friday", date(2026, 11, 6)),
        ("this fri.", date(2026, 11, 6)),
        ("by Tues", date(2026, 11, 3)),
        ("Monday", date(2026, 11, 9)),
        ("Wednesday", date(2026, 11, 4)),
        ("on Thurs", date(2026, 11, 5)),
        ("Saturday", date(2026, 11, 7)),
        ("Sunday", date(2026, 11, 8)),
        ("next Friday", date(2026, 11, 13)),
        ("next Monday", date(2026, 11, 9)),
        ("29 February", date(2028, 2, 29)),
    ],
)
def test_a_day_to_come_may_be_said_in_words(text: str, meant: date) -> None:
    assert typed_day(text, A_MONDAY) == meant


@pytest.mark.parametrize("text", NO_DAY.split("|"))
def test_anything_else_is_no_day(text: str) -> None:
    assert typed_day(text, A_MONDAY) is None
