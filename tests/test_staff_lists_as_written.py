"""Staff lists as ESR, Entra, Excel and a ward clerk write them: read rightly, or refused by line and column."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from activities.kit.table import WrongFile
from bot.register.staff_columns import Unclear
from bot.register.staff_groups import esr_groups, read_groups
from bot.register.staff_list import StaffList, Wishes, staff_list_in

ESR_NAMES = "Employee Number,Last Name,First Name,Org L4,Assignment Location,Position Title,Staff Group,Email Address"
ESR_TITLES = "Staff in post; Northgate,,,\nEffective date: 30-NOV-2026,,,\n\n"
ANN = "20012345,Able,Ann,432 Pharmacy,Northgate General,Pharmacist,Add Prof Scientific and Technic,Ann.Able@nhs.example"
BO = "20012346,Best,Bo,432 Estates,Southfield,Porter,Estates and Ancillary,"


def saved(folder: Path, text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def read(file: Path, named: Mapping[str, str] | None = None) -> StaffList:
    return staff_list_in(file, Wishes(named or {}))


def problems(file: Path, named: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(WrongFile) as wrong:
        read(file, named)
    return wrong.value.problems


def test_esr_with_titles_above_and_a_total_below(tmp_path: Path) -> None:
    file = saved(tmp_path, f"{ESR_TITLES}{ESR_NAMES},Payroll\n{ANN},x\n{BO},x\n\nTotal,,,,,,,,2\nEnd of report\n")
    found = read(file)
    ann, bo = found.rows
    assert (ann.id, ann.name, ann.email) == ("20012345", "Ann Able", "ann.able@nhs.example")
    assert (ann.sites, ann.department, ann.role_group) == (("Northgate General",), "432 Pharmacy", "clinical")
    assert (bo.role_group, bo.email, bo.job_title) == ("non_clinical", None, "Porter")
    assert found.columns.in_words == [
        "Line 4 has the names of the columns. They are read so:",
        "  id          Employee Number",
        "  name        First Name and Last Name",
        "  email       Email Address",
        "  sites       Assignment Location",
        "  department  Org L4",
        "  role_group  Staff Group",
        "  job_title   Position Title",
        "  not used    Payroll",
    ]
    assert [note.split(" was ")[0] for note in found.notes] == ["Line 8", "Line 9"]


def test_esr_names_somebody_once_for_each_post(tmp_path: Path) -> None:
    again = ANN.replace("Northgate General,Pharmacist", "Southfield,Lecturer")
    found = read(saved(tmp_path, f"{ESR_NAMES}\n{ANN}\n{BO}\n{again}\n"))
    assert [row.sites for row in found.rows] == [("Northgate General", "Southfield"), ("Southfield",)]
    assert found.notes == ("1 line holds another post of somebody above: they are one person, with the sites of each.",)
    somebody_else = again.replace("Ann.Able", "Di.Drew")
    assert problems(saved(tmp_path, f"{ESR_NAMES}\n{ANN}\n{somebody_else}\n")) == [
        "list.csv, line 3, column Employee Number: this is the same as on line 2"
    ]


def test_a_staff_group_that_nobody_knows_is_named_and_can_be_added(tmp_path: Path) -> None:
    file = saved(tmp_path, f"{ESR_NAMES}\n{ANN.replace('Add Prof Scientific and Technic', 'Volunteers')}\n")
    (said,) = problems(file)
    assert said.startswith("list.csv, line 2, column Staff Group: this is no staff group that is known; add it to")
    table = saved(tmp_path, "staff_group,role_group\nVolunteers,non-clinical\n", name="groups.csv")
    (row,) = staff_list_in(file, Wishes(groups=read_groups(table))).rows
    assert row.role_group == "non_clinical"


def test_a_table_of_staff_groups_is_refused_by_line_and_column(tmp_path: Path) -> None:
    table = saved(tmp_path, "staff_group,role_group\nStudents,both\n,clinical\nstudents,no\n", name="groups.csv")
    with pytest.raises(WrongFile) as wrong:
        read_groups(table)
    assert wrong.value.problems == [
        "groups.csv, line 2, column role_group: this must be clinical or non_clinical",
        "groups.csv, line 3, column staff_group: this is missing",
        "groups.csv, line 4, column staff_group: this is the same as on line 2",
    ]
    for missing in ("staff_group\nStudents\n", "staff_group,role_group\n"):
        with pytest.raises(WrongFile):
            read_groups(saved(tmp_path, missing, name="groups.csv"))
    with pytest.raises(WrongFile):
        read_groups(tmp_path / "none.csv")


def test_the_nine_staff_groups_of_esr() -> None:
    assert sorted(esr_groups().values()) == ["clinical"] * 7 + ["non_clinical"] * 2


def test_entra(tmp_path: Path) -> None:
    header = "userPrincipalName,displayName,surname,mail,givenName,id,jobTitle,department,accountEnabled,officeLocation"
    ann = "ann@northgate.example,Ann Able,Able,Ann@nhs.example,Ann,6f2b,Pharmacist,Pharmacy,true,Northgate"
    file = saved(tmp_path, f"{header}\n{ann}\n", "utf-8-sig", "exportUsers_2026-11-30.csv")
    (said,) = problems(file)
    assert said == (
        "exportUsers_2026-11-30.csv, line 1, column role_group: this column is missing; say which column this is, with "
        '--map role_group="…", or --map role_group= where none is'
    )
    (row,) = read(file, {"role_group": ""}).rows
    assert (row.id, row.name, row.email, row.sites) == ("6f2b", "Ann Able", "ann@nhs.example", ("Northgate",))
    assert "role_group" not in row.said


def test_entra_without_ids_knows_people_by_their_address(tmp_path: Path) -> None:
    header = "userPrincipalName,displayName,department,officeLocation,jobTitle"
    ann, bo = "Ann@nhs.example,Ann Able,Pharmacy,Northgate,Pharmacist", ",Bo Best,Estates,Northgate,Porter"
    found = read(saved(tmp_path, f"{header}\n{ann}\n"), {"role_group": ""})
    assert (found.rows[0].id, found.rows[0].email) == ("ann@nhs.example", "ann@nhs.example")
    assert "  id          userPrincipalName (people are known again by it" in "\n".join(found.columns.in_words)
    assert problems(saved(tmp_path, f"{header}\n{ann}\n{bo}\n{ann.upper()}\n"), {"role_group": ""}) == [
        "list.csv, line 3, column userPrincipalName: this is missing",
        "list.csv, line 4, column userPrincipalName: this is the same as on line 2",
    ]


def test_excels_unicode_text(tmp_path: Path) -> None:
    names, zoe = (
        "ID\tName\tE-mail\tSite\tDept\tClinical\tPost",
        "3\tZoë Ö\tz@nhs.example\tNorthgate\tLibrary\tNo\tClerk",
    )
    (row,) = read(saved(tmp_path, f"{names}\r\n{zoe}\r\n", "utf-16", "list.txt")).rows
    assert (row.name, row.department, row.role_group, row.job_title) == (
        "Zoë Ö",
        "Library",
        "non_clinical",
        "Clerk",
    )


def test_excel_with_semicolons_in_the_windows_code_page_and_a_title_full_of_commas(tmp_path: Path) -> None:
    title = "Staff, as of 1 November 2026, without bank, agency, and honorary;;;;;;\r\n"
    names = "Job Title;Staff Number;Full Name;Email;Location;Department;Staff Group\r\n"
    rows = "Médecin;7;Noël Ångström;;Ward 5 / Ward 6;Médecine;Medical and Dental\r\n;;;;;;\r\n"
    (row,) = read(saved(tmp_path, title + names + rows, "cp1252")).rows
    assert (row.id, row.name, row.sites) == ("7", "Noël Ångström", ("Ward 5", "Ward 6"))


def test_a_ward_clerks_list_says_where_to_look(tmp_path: Path) -> None:
    text = "Ward staff\n\nName;Email;Ward;Role\nAnn Able;ann@nhs.example;Ward 5 / Ward 6;Sister\nBo Best;;Ward 5;HCA\n"
    file = saved(tmp_path, text)
    with pytest.raises(Unclear) as unclear:
        read(file)
    assert [question.field for question in unclear.value.questions] == ["sites", "department", "role_group"]
    assert unclear.value.questions[0].headers == ("Name", "Email", "Ward", "Role")
    said = {"sites": "ward", "department": "WARD", "role_group": ""}
    assert problems(file, said) == ["list.csv, line 5, column Email: this is missing"]
    (row,) = read(saved(tmp_path, text.replace("Bo Best;;Ward 5;HCA\n", "")), said).rows
    assert (row.sites, row.department, row.job_title) == (("Ward 5", "Ward 6"), "Ward 5 / Ward 6", "Sister")


def test_what_could_be_several_columns_is_asked(tmp_path: Path) -> None:
    header = ESR_NAMES.replace("Org L4", "Org L3,Org L4")
    file = saved(tmp_path, f"{header}\n{ANN.replace('432 Pharmacy', '432 Clinical Support,432 Pharmacy')}\n")
    assert problems(file) == [
        "list.csv, line 1, column department: this could be Org L3 or Org L4; say which column this is, with "
        '--map department="Org L3", or --map department= where none is'
    ]
    assert read(file, {"department": "org l4"}).rows[0].department == "432 Pharmacy"


def test_columns_of_one_name_matter_where_they_are_needed(tmp_path: Path) -> None:
    header, more = f"{ESR_NAMES},Position Title,Payroll,Payroll", ",x,y,z"
    assert problems(saved(tmp_path, f"{header}\n{ANN}{more}\n")) == [
        "list.csv, line 1, column Position Title: there are two columns of this name"
    ]
    (row,) = read(saved(tmp_path, f"{header.replace('Title,Payroll', ' Cost,Payroll')}\n{ANN}{more}\n")).rows
    assert row.job_title == "Pharmacist"


def test_a_column_that_is_named_and_not_there_is_said(tmp_path: Path) -> None:
    file = saved(tmp_path, f"{ESR_NAMES}\n{ANN}\n")
    assert problems(file, {"sites": "Base"}) == [
        "list.csv, line 1, column sites: --map names a column that is not here"
    ]


def test_a_list_of_which_the_number_is_in_no_column_is_refused(tmp_path: Path) -> None:
    file = saved(tmp_path, f"{ESR_NAMES.replace('Employee Number', 'Payroll')}\n{ANN}\n")
    (said,) = problems(file, {"email": ""})
    assert said == ('list.csv, line 1, column id: this column is missing; say which column this is, with --map id="…"')


def test_a_total_in_the_middle_is_refused_by_its_line(tmp_path: Path) -> None:
    said = problems(saved(tmp_path, f"{ESR_NAMES}\n{ANN}\nSubtotal,,,,,,,1\n{BO}\n"))
    assert {one.partition(", column")[0] for one in said} == {"list.csv, line 3"}


def test_names_are_shown_as_people_write_their_own(tmp_path: Path) -> None:
    header = "id,name,email,sites,department,role_group,job_title"
    ann, bo = '1,"ABLE, Ann (NORTHGATE TRUST)",,N,P,clinical,', '2,"Best, Bo",,N,P,clinical,'
    assert [row.name for row in read(saved(tmp_path, f"{header}\n{ann}\n{bo}\n")).rows] == ["Ann Able", "Best, Bo"]
    shouted = ANN.replace("Able,Ann", "VAN DER ABLE,ANN")
    assert read(saved(tmp_path, f"{ESR_NAMES}\n{shouted}\n")).rows[0].name == "Ann van der Able"
    whole = ESR_NAMES.replace("Last Name,First Name", "Employee Name,First Name")
    assert read(saved(tmp_path, f"{whole}\n{ANN}\n")).rows[0].name == "Able"
