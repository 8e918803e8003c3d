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
