"""`knowhow staff import`: how it says what it read, asks whoever is at a terminal, and what can be said beforehand."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import WRONG_USE, knowhow
from tests.cli.terminal import on_a_terminal

CLERKS = "Name,Number,E-mail,Ward,Role\nAnn Able,7,ann@nhs.example,Ward 5 / Ward 6,Sister\n"
SAID = ["--map", "staff id=number", "--map", "site=Ward", "--map", "Department=Ward", "--map", "clinical="]


@pytest.fixture
def here(folder: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DATABASE_URL", environ["DATABASE_URL"])
    (folder / "ward.csv").write_text(CLERKS)
    return folder


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, ["staff", *arguments])


def test_what_cannot_be_known_is_said_beforehand(here: Path) -> None:
    ran = call("import", "ward.csv", *SAID)
    assert (ran.exit_code, ran.stdout) == (0, "Imported 1 person: 1 new, 0 brought up to date.\n")
    assert "  id          Number\n" in ran.stderr
    assert "  role_group  in no column: what is known stays\n" in ran.stderr


def test_in_pipes_it_says_what_to_say(here: Path) -> None:
    ran = call("import", "ward.csv", "--map", "id=Number")
    assert (ran.exit_code, ran.stdout) == (WRONG_USE, "")
    assert [line.split(": ")[0] for line in ran.stderr.splitlines()] == [
        "Nobody was imported:",
        "  ward.csv, line 1, column department",
        "  ward.csv, line 1, column role_group",
        "  ward.csv, line 1, column sites",
    ]


@pytest.mark.parametrize("said", ["shoe size=Ward", "site", "=Ward"])
def test_a_field_that_there_is_not_is_named(here: Path, said: str) -> None:
    ran = call("import", "ward.csv", "--map", said)
    assert ran.exit_code == WRONG_USE
    assert "--map takes a field, =, and the name of a column, once each; fields are id, name, email" in ran.stderr


def test_on_a_terminal_it_asks(here: Path, environ: dict[str, str]) -> None:
    ran = on_a_terminal(["staff", "import", "ward.csv", "--map", "id=Number"], here, environ, types="4\n9\n4\n0\n")
    assert ran.code == 0, ran.words
    assert "Which column is sites?" in ran.words
    assert "please type a number from 0 to 5" in ran.words
    assert ran.said.endswith("Imported 1 person: 1 new, 0 brought up to date.\n")


def test_staff_groups_are_printed_changed_and_used(here: Path) -> None:
    table = call("groups").stdout
    assert table.startswith("staff_group,role_group\nAdd Prof Scientific and Technic,clinical\n")
    (here / "groups.csv").write_text(table + "Volunteers,non_clinical\n")
    (here / "ward.csv").write_text(CLERKS.replace("Role\n", "Staff Group\n").replace("Sister", "Volunteers"))
    said = [*SAID[:-2], "--map", "job_title="]
    assert call("import", "ward.csv", *said).exit_code == WRONG_USE
    assert call("import", "ward.csv", *said, "--groups", "groups.csv").exit_code == 0
    assert call("import", "ward.csv", *said, "--groups", "none.csv").exit_code == WRONG_USE


HEADING = "id,name,email,sites,department,role_group,job_title"


def people_numbered(folder: Path, numbers: range) -> str:
    lines = [f"{n},Ann Able{n},,Northgate,Ward {n % 3},clinical," for n in numbers]
    (folder / "list.csv").write_text("\n".join([HEADING, *lines]))
    return "list.csv"


def test_a_dry_run_names_whom_it_would_let_go_of_and_changes_nothing(here: Path) -> None:
    assert call("import", people_numbered(here, range(30))).exit_code == 0
    shorter = people_numbered(here, range(2, 31))
    for _ in range(2):
        ran = call("import", shorter, "--complete", "--dry-run")
        assert ran.exit_code == 0
        assert ran.stdout == "Nothing was changed. It would import 29 people: 1 new, 28 brought up to date.\n"
        assert ran.stderr.splitlines() == [
            "2 of the 30 people listed before are missing, so they have left (they are waited for first):",
            "  Ann Able0 (Ward 0)",
            "  Ann Able1 (Ward 1)",
        ]
    ran = call("import", shorter, "--dry-run", "--json")
    assert (ran.stderr, '"new": 1,' in ran.stdout, '"missing": null' in ran.stdout) == ("", True, True)


def test_where_nothing_is_known_yet_a_dry_run_says_that_there_is_no_database(here: Path) -> None:
    assert call("import", people_numbered(here, range(3)), "--dry-run").exit_code != 0
    assert not (here / "knowhow.sqlite3").exists()


def test_in_pipes_it_names_them_and_goes_on(here: Path) -> None:
    call("import", people_numbered(here, range(30)))
    ran = call("import", people_numbered(here, range(10, 30)), "--complete")
    assert ran.stderr.startswith("10 of the 30 people listed before are missing, so they have left (a facilitator is")
    assert ran.stdout.startswith("Imported 20 people: 0 new, 20 brought up to date.\n10 of the 30 people listed before")
    again = call("import", people_numbered(here, range(10, 30)), "--complete", "--yes")
    assert "(they are waited for first):" in again.stderr


@pytest.mark.parametrize(("types", "code", "says"), [("n\n", 1, "Nobody was imported."), ("y\n", 0, "Imported 29")])
def test_on_a_terminal_it_asks_before_anybody_leaves(
    types: str, code: int, says: str, here: Path, environ: dict[str, str]
) -> None:
    call("import", people_numbered(here, range(30)))
    ran = on_a_terminal(
        ["staff", "import", people_numbered(here, range(1, 30)), "--complete"], here, environ, types=types
    )
    assert ran.code == code, ran.words
    assert "  Ann Able0 (Ward 0)\n" in ran.words
    assert says in ran.words
