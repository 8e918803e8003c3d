"""CSV files in which nothing runs, and which say the same when they are read back."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.kit.table import as_typed, csv_file, csv_text, inert, listed, parts_of, read_table, write_table

HERE = Path(__file__).parents[2]
FORMULAS = [
    "=1+1",
    "+44",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "'=1",
    '"=1"',
    "\x01=1",
]
FORMULAS += ["＝1", "＋1", "－1", "＠SUM(A1)", "﹦1", "\u200b=1", "=cmd|' /C calc'!A0"]
LOOK_LIKE_THEM = st.text(alphabet="=+-@＝;,'\" \t\r\n\\a\ufeff", max_size=12)


def read_as(text: str, delimiter: str) -> list[str]:
    """Every cell that a program finds, if it takes this for the delimiter."""
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]


def could_run(cell: str) -> bool:
    return bool(re.match(r"[\s\"\x00-\x1f\u200b\ufeff]*[-=+@＝＋－＠﹦]", cell))


def test_what_was_written_is_read_back_whatever_stands_in_it() -> None:
    rows = [["Lesson", "Source"], ['Ask, "then" act', "line one\nline two"], ["Zoë", ""]]
    made = csv_file(rows)
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))) == rows


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("among", ["{}", "Ward 7;{}", "Ward 7; {};x", "Ward 7\t{}", "Ward 7\n{}", "Ward 7\r\n{}"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_runs_alone_or_in_a_list_whatever_is_taken_for_the_delimiter(
    formula: str, among: str, delimiter: str
) -> None:
    cells = read_as(csv_text([["safe = yes", among.format(formula), "9"]]), delimiter)
    assert [cell for cell in cells if could_run(cell)] == []
    assert "safe = yes" in cells[0]


@given(LOOK_LIKE_THEM)
def test_an_inert_cell_says_what_was_typed_when_it_is_read_back(typed: str) -> None:
    assert as_typed(inert(typed)) == typed


@given(st.lists(LOOK_LIKE_THEM, min_size=1, max_size=4))
def test_a_list_in_a_cell_says_the_same_when_it_is_read_back(parts: list[str]) -> None:
    assert parts_of(as_typed(inert(listed(parts)))) == parts


def test_a_list_that_somebody_typed_keeps_its_backslashes() -> None:
    assert parts_of(r"\\server\share;C:\;D:") == [r"\\server\share", "C:;D:"]


def test_a_table_is_read_back_as_it_was_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("old")
    file.chmod(0o644)
    write_table(file, ("id", "name"), [("-1", "=Ann"), ("'@2", "Bo; +Co")], marked=True)
    assert [(row.values["id"], row.values["name"]) for row in read_table(file, ("id",), []).rows] == [
        ("-1", "=Ann"),
        ("'@2", "Bo; +Co"),
    ]
    assert file.stat().st_mode & 0o777 == 0o600


OWN_CSV = re.compile(r"csv\.(writer|DictWriter)|to_csv\(|\",\"\.join\(row|from csv import")


def test_no_other_code_writes_csv() -> None:
    program = [file for wing in ("activities", "bot", "storage") for file in (HERE / wing).rglob("*.py")]
    assert len(program) > 100
    assert [file.name for file in program if OWN_CSV.search(file.read_text("utf-8"))] == ["table.py"]
