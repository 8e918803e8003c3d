"""Files that are no table, or an odd one: a sentence that says what is wrong, in no time."""

from pathlib import Path

import pytest

from activities.kit.table import NO_CSV, Problem, Table, read_table, table_in

NEEDED = ("id", "name")


def read(content: bytes) -> tuple[Table, list[str]]:
    problems: list[Problem] = []
    return table_in("people.csv", content, NEEDED, problems), [str(problem) for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_letters_of_two_and_four_bytes_without_their_mark_are_no_csv_file(encoding: str) -> None:
    assert read("id,name\n1,Ann\n".encode(encoding))[1] == [f"people.csv, line 1: {NO_CSV}"]


def test_what_no_text_holds_is_told_by_its_line() -> None:
    assert read(b"id,name\n1,Ann\n2,B\0o\n")[1] == [f"people.csv, line 3: {NO_CSV}"]


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b" \n\t\n", b"\x89PNG\r\n", b"List of people\n\nid,name\n1,Ann"]
)
def test_a_first_line_without_any_of_the_columns_is_one_problem(content: bytes) -> None:
    assert read(content)[1] == [
        "people.csv, line 1: this line must have the names of the columns, and has none of these: id, name"
    ]


def test_a_line_with_some_of_the_columns_misses_each_other() -> None:
    assert read(b"id,age\n")[1] == ["people.csv, line 1, column name: this column is missing"]


def test_a_line_of_very_many_columns_is_read_in_no_time() -> None:
    wide = ",".join(["id", "name", *(f"c{number}" for number in range(200_000))]).encode()
    table, problems = read(wide + b"\n1,Ann\n")
    assert not problems
    assert (table.rows[0].values["name"], len(table.columns)) == ("Ann", 200_002)


def test_a_comma_in_quotes_parts_no_columns() -> None:
    table, problems = read(b'id,name\n1,"Ann, of ""Ward"" 7"\n')
    assert (table.rows[0].values["name"], problems) == ('Ann, of "Ward" 7', [])


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"id,name\n1,Ann\n")
    assert read_table(file, NEEDED, []).rows[0].values == {"id": "1", "name": "Ann"}
