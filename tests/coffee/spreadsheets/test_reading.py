"""Files as people save them, and every fault named at once."""

from pathlib import Path

import pytest

from activities.coffee.matching.problem import Candidate
from activities.coffee.spreadsheets.reading import BadInput, read_files

SIGNUPS = """id,name,sites,department,role_group,email,meetups,owed,virtual
a1,Ann,Northgate;Southfield,Emergency,clinical,ann@example.org,each_site,2,no
b2,Bo,northgate,Finance,non_clinical,,,,yes
c3,Zoë,,Library,Non-Clinical,,one,0,YES
"""
ANN = Candidate("a1", ("Northgate", "Southfield"), "Emergency", clinical=True, each_site=True, owed=2)
ZOE = Candidate("c3", (), "Library", clinical=False, virtual=True)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems(tmp_path: Path, signups: str, history: str = "", apart: str = "") -> list[str]:
    with pytest.raises(BadInput) as bad:
        read_files(
            write(tmp_path / "s.csv", signups),
            [write(tmp_path / "h.csv", history)] if history else [],
            write(tmp_path / "x.csv", apart) if apart else None,
        )
    return [str(problem) for problem in bad.value.problems]


@pytest.mark.parametrize(
    "saved",
    [
        SIGNUPS.encode(),
        SIGNUPS.encode("utf-8-sig"),
        SIGNUPS.encode("cp1252"),
        SIGNUPS.replace("\n", "\r\n").encode(),
        SIGNUPS.replace("\n", "\n,,,,,,,,\n").encode(),
        SIGNUPS.replace("Northgate;Southfield", '"Northgate,Southfield"')
        .translate(str.maketrans(",;", ";,"))
        .encode("utf-8-sig"),
        b"sep=;\r\n"
        + SIGNUPS.replace("Northgate;Southfield", '"Northgate,Southfield"')
        .translate(str.maketrans(",;", ";,"))
        .encode(),
        SIGNUPS.replace(",", "\t").encode(),
        SIGNUPS.replace("id,name", "ID, Name ").replace("role_group", "Role Group").encode(),
    ],
    ids=["plain", "bom", "windows-1252", "windows-lines", "empty-rows", "semicolons", "sep", "tabs", "headings"],
)
def test_whatever_excel_saves(tmp_path: Path, saved: bytes) -> None:
    read = read_files(write(tmp_path / "s.csv", saved), [], None)
    assert {candidate.id for candidate in read.pool.candidates} == {"a1", "b2", "c3"}
    assert read.people["c3"].name == "Zoë"
    assert read.pool.candidates[1].department == "Finance"
    assert len(read.pool.candidates[0].sites) == 2
    assert set(read.pool.candidates[1].sites) < set(read.pool.candidates[0].sites), "case makes no other site"


def test_what_a_row_says(tmp_path: Path) -> None:
    ann, bo, zoe = read_files(
        write(tmp_path / "s.csv", SIGNUPS.replace("northgate", "Northgate")), [], None
    ).pool.candidates
    assert (ann, zoe) == (ANN, ZOE)
    assert bo == Candidate("b2", ("Northgate",), "Finance", clinical=False, virtual=True)


def test_every_fault_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "id,name,sites,department,role_group,owed,virtual,email\n"
        "a1,Ann,Northgate,,doctor,-1,perhaps,ann@example.org\n"
        "b2,Bo,,Finance,clinical,,no,\n"
        "a1,,Northgate,Finance,clinical,,,ANN@example.org\n",
        history="round,a,b\nx,a1,b2\n1,a1,\n2,b2,b2\n",
        apart="a,b\na1,zz\na1,a1\n",
    )
    assert found == [
        "h.csv, line 2, column round: put a whole number",
        "h.csv, line 3, column b: give the id of a person",
        "h.csv, line 4, column b: this person stands here already",
        "s.csv, line 2, column department: give the person's department",
        "s.csv, line 2, column owed: put a whole number from 0 to 1,000,000, or leave it empty",
        "s.csv, line 2, column role_group: put clinical or non_clinical",
        "s.csv, line 2, column virtual: put yes or no, or leave it empty",
        "s.csv, line 3, column sites: name at least one site, or put yes under virtual",
        "s.csv, line 4, column email: this person stands in line 2 already",
        "s.csv, line 4, column id: this person stands in line 2 already",
        "s.csv, line 4, column name: give the person's name",
        "x.csv, line 2, column b: nobody of this id has signed up",
        "x.csv, line 3, column b: this person stands here already",
    ]


def test_missing_and_doubled_columns(tmp_path: Path) -> None:
    assert problems(tmp_path, "id,name,name,sites\n1,Ann,Ann,Northgate\n") == [
        "s.csv, line 1, column department: this column is missing",
        "s.csv, line 1, column name: there are two columns of this name",
        "s.csv, line 1, column role_group: this column is missing",
    ]


def test_a_line_with_too_much(tmp_path: Path) -> None:
    assert problems(tmp_path, SIGNUPS, apart="a,b\na1,b2,c3\n") == ["x.csv, line 2: there are more values than columns"]


def test_rounds_count_back_from_the_latest(tmp_path: Path) -> None:
    numbered = write(tmp_path / "h.csv", "Round,A,B,C\n7,a1,b2,\n3,a1,c3,b2\n")
    earlier_pairs = write(tmp_path / "p.csv", "group,site,a,b,c,why\n1,Northgate,b2,c3,,because\n")
    met = read_files(write(tmp_path / "s.csv", SIGNUPS), [earlier_pairs, numbered], None).pool.met
    assert met == {frozenset(("a1", "b2")): 2, frozenset(("a1", "c3")): 3, frozenset(("b2", "c3")): 1}


def test_people_who_left_are_noted_and_no_fault(tmp_path: Path) -> None:
    history = write(tmp_path / "h.csv", "a,b\na1,gone\n")
    read = read_files(write(tmp_path / "s.csv", SIGNUPS), [history], None)
    assert [str(note) for note in read.not_signed_up] == ["h.csv, line 2, column b: this person has not signed up now"]
