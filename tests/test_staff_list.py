"""The staff list: read as people save it, and refused whole, by line and reason."""

from pathlib import Path

import pytest

from activities.kit.table import WrongFile
from bot.engine import batches
from bot.engine.engine import Engine
from bot.register.staff_keeping import Imported, keep_staff
from bot.register.staff_list import COLUMNS, Wishes, read_staff_list, staff_list_in
from bot.settings.rules import Rules
from storage import organisations, staff_list
from storage.database import Database
from storage.here import Here
from storage.tables import Person

HEADING = ",".join(COLUMNS)
ANN = "1,Ann Able,ann@example.nhs.uk,Northgate,Pharmacy,clinical,Pharmacist"
BO = "2,Bo Best,,Northgate;Southfield,Estates,non_clinical,"


def saved(folder: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    file = folder / "staff.csv"
    file.write_bytes(end.join(lines).encode(encoding))
    return file


def problems(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(WrongFile) as wrong:
        read_staff_list(saved(folder, *lines))
    return wrong.value.problems


def test_a_plain_file(tmp_path: Path) -> None:
    ann, bo = read_staff_list(saved(tmp_path, HEADING, ANN, BO))
    assert (ann.name, ann.email, ann.sites) == ("Ann Able", "ann@example.nhs.uk", ("Northgate",))
    assert (bo.email, bo.sites, bo.role_group) == (None, ("Northgate", "Southfield"), "non_clinical")


def test_a_file_as_excel_saves_it(tmp_path: Path) -> None:
    heading = "Name;ID;Email;Department;Payroll;Sites;Job_Title;Role_Group"
    zoe = 'Zoë Ö;3; Zoe@Example.org ;"Library; Knowledge";x;"Northgate; Southfield";Librarian;Non-clinical'
    (row,) = read_staff_list(saved(tmp_path, heading, zoe, ";;;;;;;", "", end="\r\n", encoding="utf-8-sig"))
    assert (row.name, row.email, row.department) == ("Zoë Ö", "zoe@example.org", "Library; Knowledge")
    assert (row.sites, row.role_group) == (("Northgate", "Southfield"), "non_clinical")


def test_every_bad_row_is_named_by_line_and_reason(tmp_path: Path) -> None:
    assert problems(
        tmp_path,
        HEADING,
        ANN,
        "2,,not an address,,Pharmacy,medic,",
        '3,"Two\nlines",x@example.org,Northgate,Pharmacy,clinical,',
        "1,Ann Again,ANN@example.nhs.uk,Northgate,Pharmacy,clinical,",
        "5,Di",
    ) == [
        "staff.csv, line 3, column email: this is no e-mail address",
        "staff.csv, line 3, column name: this is missing",
        "staff.csv, line 3, column role_group: this must be clinical or non_clinical",
        "staff.csv, line 3, column sites: this is missing",
        "staff.csv, line 6, column email: this is the same as on line 2",
        "staff.csv, line 6, column id: this is the same as on line 2",
        "staff.csv, line 7, column department: this is missing",
        "staff.csv, line 7, column role_group: this must be clinical or non_clinical",
        "staff.csv, line 7, column sites: this is missing",
    ]


def test_what_nobody_sees_makes_no_second_person_and_no_name(tmp_path: Path) -> None:
    said = problems(
        tmp_path,
        HEADING,
        "é1,Ann,ann@example.org,Northgate,Pharmacy,clinical,",
        "2,Bo,\u202aANN\u200b@example.org\u202c,Northgate,Pharmacy,clinical,",
        "3,Cy,ａnn@example.org,Northgate,Pharmacy,clinical,",
        "e\u03011\u200b,Di,,Northgate,Pharmacy,clinical,",
        "5,\u200b\u2060\ufeff,,\u3164,\u2800,clinical,",
        f"6,{'x' * 301},{'x' * 250}@example.org,Northgate,Pharmacy,clinical,",
    )
    assert said == [
        "staff.csv, line 3, column email: this is the same as on line 2",
        "staff.csv, line 4, column email: this is the same as on line 2",
        "staff.csv, line 5, column id: this is the same as on line 2",
        "staff.csv, line 6, column department: this is missing",
        "staff.csv, line 6, column name: this is missing",
        "staff.csv, line 6, column sites: this is missing",
        "staff.csv, line 7, column email: this is no e-mail address",
        "staff.csv, line 7, column name: this is longer than 300 characters",
    ]


def test_names_are_one_line_that_turns_nothing_around(tmp_path: Path) -> None:
    bo = '2,"\u202eBo\x1b[31m\n  Best",,"North\u202dgate\ngate",Es\x07tates,clinical,"Head\r\nof it"'
    (row,) = read_staff_list(saved(tmp_path, HEADING, bo))
    assert row.model_dump() == {
        "id": "2",
        "name": "Bo[31m Best",
        "email": None,
        "sites": ("Northgate gate",),
        "department": "Estates",
        "role_group": "clinical",
        "job_title": "Head of it",
        "employer": "",
    }


def test_values_that_no_column_is_for_are_named(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, HEADING, "4,Cy,cy@example.org,Northgate,Pharmacy,clinical,Head, of things")
    assert said.startswith("staff.csv, line 2: ")


def test_missing_columns_are_named(tmp_path: Path) -> None:
    said = problems(tmp_path, "id,name,name,email,sites,department")
    assert [line.partition(":")[0] for line in said] == [
        "staff.csv, line 1, column job_title",
        "staff.csv, line 1, column name",
        "staff.csv, line 1, column role_group",
    ]


@pytest.mark.parametrize("lines", [(), ("",), (HEADING,)])
def test_a_list_of_nobody_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert all(problem.startswith("staff.csv, line 1") for problem in problems(tmp_path, *lines))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="cannot be read"):
        read_staff_list(tmp_path / "absent.csv")


@pytest.fixture
def engine(database: Database) -> Engine:
    return Engine(database, (), Rules(seed="staff"))


def everybody(engine: Engine) -> list[Person]:
    with engine.database.reading() as session:
        organisation = organisations.sole(session, "Europe/London")
        found = [staff_list.by_staff_id(Here(session, organisation.id), str(number)) for number in range(1, 9)]
        return [person for person in found if person]


def test_a_list_imported_again_brings_people_up_to_date(tmp_path: Path, engine: Engine) -> None:
    first, later = [HEADING, ANN, BO], [HEADING, ANN.replace("Pharmacy", "Library"), BO, BO.replace("2,Bo", "3,Jo")]
    assert keep_staff(engine, read_staff_list(saved(tmp_path, *first))) == Imported(new=2, known=0)
    assert keep_staff(engine, read_staff_list(saved(tmp_path, *later))) == Imported(new=1, known=2)
    assert [person.department for person in everybody(engine)] == ["Library", "Estates", "Estates"]


def test_what_a_list_has_no_column_for_stays_as_it_is_known(tmp_path: Path, engine: Engine) -> None:
    employed = [f"{HEADING},employer", f"{ANN},", f"{BO},Cleaners & Co"]
    keep_staff(engine, read_staff_list(saved(tmp_path, *employed)))
    keep_staff(engine, read_staff_list(saved(tmp_path, HEADING, ANN, BO)))
    short = saved(tmp_path, "id,name,site", "1,Ann Able,Southfield")
    gone = dict.fromkeys(("email", "department", "role_group", "job_title"), "")
    keep_staff(engine, staff_list_in(short, Wishes(gone)).rows)
    ann, bo = everybody(engine)
    assert (ann.employer, bo.employer) == ("", "Cleaners & Co")
    assert (ann.sites, ann.email, ann.department) == (["Southfield"], "ann@example.nhs.uk", "Pharmacy")


def test_ids_that_changed_hands_follow_the_address(tmp_path: Path, engine: Engine) -> None:
    ann, bo = ANN, BO.replace("Best,,", "Best,bo@example.nhs.uk,")
    keep_staff(engine, read_staff_list(saved(tmp_path, HEADING, ann, bo)))
    keep_staff(engine, read_staff_list(saved(tmp_path, HEADING, ann.replace("1,", "2,"), bo.replace("2,", "1,"))))
    assert [person.name for person in everybody(engine)] == ["Bo Best", "Ann Able"]


def test_only_on_sqlite_does_an_import_stand_back_for_other_processes(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood_back = list[float]()
    monkeypatch.setattr(batches, "WRITES_FOR", 0.0)  # so that each row is a part of its own
    monkeypatch.setattr("bot.engine.batches.time.sleep", stood_back.append)
    keep_staff(Engine(database, (), Rules(seed="x")), read_staff_list(saved(tmp_path, HEADING, ANN, BO)))
    assert stood_back == ([batches.LETS_IN_FOR] if database.is_sqlite else [])
