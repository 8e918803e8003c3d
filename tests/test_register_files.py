"""A register as a file: read however it was saved, or refused with what is wrong and where."""

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from activities.kit.table import WrongFile
from bot.register.register import read_register
from tests.test_library_command import register


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "column title: this column is missing"),
        (b"title\n", "nothing in it but the names of the columns"),
        (b'{"title": "A"}\n[1]\n', "line 2: this is no JSON object"),
        (b'{"title": ["A"]}\n', "column title: this must be text"),
        (b'{"summary": "A"}\n', "column title: this is missing"),
        (b"name,summary\nA,B\n", "column title: this column is missing"),
        (b'[{"title": "A"}]', "line 1: this is no JSON object"),
        (b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "line 1: this is no JSON object"),
        (b'{"title": "A", "actions": [{"owner": "estates"}]}', "column actions: each of these needs a text"),
        (b'title,summary\nA,B\n"C,D\nE,F\n', "line 3: this line cannot be read: a quotation mark"),
        (b"title,summary\nA," + b"b" * 1_000_000, "line 2: this line cannot be read: .* far too long"),
        (b"title,date,until\nA,2026-05-05,2026-05-04\n", "column until: this is before the date"),
        (b"\xef\xbb\xbf", "column title: this column is missing"),
        (b"PK\x03\x04" + bytes(100), "line 1: this is no CSV file; open it in Excel and save it as “CSV UTF-8”$"),
        (bytes(range(256)) * 20, "line 1"),
    ],
)
def test_files_that_are_no_register(tmp_path: Path, content: bytes, problem: str) -> None:
    file = tmp_path / "lessons.txt"
    file.write_bytes(content)
    with pytest.raises(WrongFile, match=problem):
        read_register(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_register_is_read_however_a_spreadsheet_has_saved_it(tmp_path: Path, encoding: str, between: str) -> None:
    lines = [between.join(cells) for cells in ((" Lessons ", "TITLE"), ("Ask early", "Café – “naïve” questions"))]
    (row,) = read_register(register(tmp_path, *lines, encoding=encoding)).rows
    assert (row.title, row.lessons) == ("Café – “naïve” questions", ["Ask early"])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"id": "943 476 5919"}, "id"),
        ({"licence": "NHS no 943 476 5919"}, "licence"),
        ({"actions": [{"text": "Ring back", "due": "943 476 5919"}]}, "actions"),
    ],
)
def test_no_column_that_is_kept_holds_an_nhs_number(tmp_path: Path, row: dict[str, object], column: str) -> None:
    file = register(tmp_path, json.dumps({"title": "Falls", **row}))
    with pytest.raises(WrongFile, match=f"^lessons.csv, line 1, column {column}: stops: NHS number$"):
        read_register(file)


@pytest.mark.parametrize("identity", ["MRN 1234567", "07700 900123", "REC12345678", "RM1 2AB", "12/05/1941"])
def test_an_id_is_a_code_and_warns_of_nothing(tmp_path: Path, identity: str) -> None:
    assert not read_register(register(tmp_path, "id,title", f"{identity},Falls")).warnings


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "01/01/0026"])
@pytest.mark.parametrize("column", ["date", "until", "review_on"])
def test_a_day_out_of_all_reach_is_no_date(tmp_path: Path, column: str, day: str) -> None:
    with pytest.raises(WrongFile, match=f"line 2, column {column}: this is no date; write it as 2026-11-30"):
        read_register(register(tmp_path, f"title,{column}", f"Falls,{day}"))


def test_a_register_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writes = Thread(target=pipe.write_bytes, args=[b"title\nFalls at night\n"])
    writes.start()
    (row,) = read_register(pipe).rows
    writes.join()
    assert row.title == "Falls at night"
