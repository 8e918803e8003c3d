"""Staff lists in spreadsheets of Excel’s: read as Excel shows them, or refused in a sentence."""

import random
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from activities.kit.table import WrongFile
from bot.register.staff_list import StaffList, Wishes, staff_list_in

NINE = datetime(2021, 1, 1, 9)  # noqa: DTZ001  (spreadsheets know no zones)
NAMES = ["Employee Number", "Full Name", "Start", "Location", "Dept", "Clinical", "Post", "E-mail", "Employer"]
ANN = [20012345, "Ann Able", date(2020, 5, 1), "Northgate", "Pharmacy", True, "Pharmacist", "ann@nhs.example", None]
BO = [20012346.0, "BEST, Bo", NINE, 5, "Estates", "no", None, None, "Cleaners & Co"]


def book(folder: Path, *sheets: Sequence[Sequence[object]], hidden: int | None = None) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Sheet{number + 1}")
        for row in rows:
            sheet.append(row)
        if rows and len(rows[0]) == 1:
            sheet.merge_cells("A1:D1")
        sheet.sheet_state = "hidden" if number == hidden else "visible"
    made.save(file := folder / "staff.xlsx")
    return file


def problems(file: Path) -> list[str]:
    with pytest.raises(WrongFile) as wrong:
        staff_list_in(file)
    return wrong.value.problems


def test_numbers_dates_and_a_title_over_several_cells(tmp_path: Path) -> None:
    found = staff_list_in(book(tmp_path, [["Staff in post"], [], NAMES, ANN, [], BO, ["Total", None, None, 2]]))
    ann, bo = found.rows
    assert (ann.id, ann.name, ann.role_group, ann.employer) == ("20012345", "Ann Able", "clinical", "")
    assert (bo.id, bo.name, bo.sites, bo.role_group) == ("20012346", "Bo Best", ("5",), "non_clinical")
    assert (bo.job_title, bo.email, bo.employer) == ("", None, "Cleaners & Co")
    assert (found.columns.line, found.columns.unused) == (3, ("Start",))
    assert found.notes == ("Line 7 was left out: it is about nobody, but a total or the end of a report.",)


def test_a_wrong_row_is_named_by_its_number_and_column(tmp_path: Path) -> None:
    no_mail = [*ANN[:7], "none"]
    assert problems(book(tmp_path, [["Staff in post"], [], NAMES, ANN, BO, no_mail])) == [
        "staff.xlsx, line 6, column email: this is no e-mail address",
    ]


def test_dates_and_zeros_are_as_they_are_shown(tmp_path: Path) -> None:
    file = book(tmp_path, [[*NAMES[:-1], "Base"], [7, *ANN[1:3], date(2026, 1, 2), *ANN[4:]]])
    made = openpyxl.load_workbook(file)
    made.active["A2"].number_format = "00000000"
    made.save(file)
    (row,) = staff_list_in(file, Wishes({"sites": "Location"})).rows
    assert (row.id, row.sites) == ("00000007", ("2026-01-02",))


def test_the_sheet_with_the_list_is_found_among_those_that_are_shown(tmp_path: Path) -> None:
    found = staff_list_in(book(tmp_path, [NAMES, BO], [["Notes"], ["see Sheet3"]], [NAMES, ANN], hidden=0))
    assert [row.name for row in found.rows] == ["Ann Able"]
    assert found.notes == ("Of its sheets, “Sheet3” was read.",)


def test_something_typed_by_mistake_at_the_far_end_of_a_sheet_is_no_matter(tmp_path: Path) -> None:
    file = book(tmp_path, [NAMES, ANN])
    made = openpyxl.load_workbook(file)
    made.active["XFD1048576"] = " "
    made.save(file)
    assert len(staff_list_in(file).rows) == 1


def test_an_empty_spreadsheet_has_no_columns(tmp_path: Path) -> None:
    for rows in ([], [["Notes"]]):
        (said,) = problems(book(tmp_path, rows))
        assert said.startswith("staff.xlsx, line 1: this line must have the names of the columns")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04 no more than this", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_what_is_no_spreadsheet_or_an_old_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "staff.xlsx").write_bytes(content)
    (said,) = problems(tmp_path / "staff.xlsx")
    assert said.startswith("staff.xlsx, line 1: this is ")
    assert "open it in Excel and save it as" in said


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_spreadsheet_is_refused_or_read(seed: int, tmp_path: Path) -> None:
    file, chance = book(tmp_path, [NAMES, ANN, BO]), random.Random(seed)
    with zipfile.ZipFile(file) as whole:
        parts = {name: bytearray(whole.read(name)) for name in whole.namelist()}
    damaged = parts[chance.choice(sorted(parts))]
    for _ in range(4):
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(9)] = bytes(chance.randrange(32, 127) for _ in range(3))
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as whole:
        for name, part in parts.items():
            whole.writestr(name, bytes(part))
    file.write_bytes(again.getvalue()[: None if seed % 3 else chance.randrange(len(again.getvalue()))] or b"PK\x03\x04")
    try:
        assert isinstance(staff_list_in(file), StaffList)
    except WrongFile as wrong:
        assert wrong.problems  # noqa: PT017
