"""CSV files in which nothing runs."""

import csv
import io

import pytest

from activities.kit.csv_file import csv_file


def test_what_was_written_is_read_back_whatever_stands_in_it() -> None:
    rows = [["Lesson", "Source"], ['Ask, "then" act', "line one\nline two"], ["Zoë", ""]]
    made = csv_file(rows)
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))) == rows


@pytest.mark.parametrize("formula", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_runs(formula: str) -> None:
    cells = next(csv.reader(io.StringIO(csv_file([[formula, "safe = yes"]]).decode("utf-8-sig"), newline="")))
    assert cells == [f"'{formula}", "safe = yes"]
