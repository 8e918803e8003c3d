"""The command line: every command explains itself, starts at once, and says by its exit code how it went."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot import THE_DISTRIBUTION
from bot.cli.program import FAILED, WRONG_USE, knowhow
from bot.platforms.platform import Away
from bot.register.staff_list import COLUMNS
from bot.service import run
from storage import organisations, people, schema
from storage.database import Database
from storage.here import Here
from tests.databases import Postgres

SLOW_TO_IMPORT = {
    "aiohttp",
    "alembic",
    "holidays",
    "numpy",
    "pydantic",
    "rich",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "sqlmodel",
}
STAFF = "1,Ann Able,ann@example.nhs.uk,Northgate,Pharmacy,clinical,Pharmacist"


def commands(group: typer.core.TyperGroup, path: str = "knowhow") -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Every command with how it is called, those in groups included."""
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{path} {name}")
        else:
            assert isinstance(command, typer.core.TyperCommand)
            yield f"{path} {name}", command


ALL = dict(commands(typer.main.get_group(knowhow)))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without `.env`, and a database in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, arguments)


@pytest.mark.parametrize("path", ALL)
def test_every_command_explains_itself_with_an_example(path: str) -> None:
    shown = call(*path.split()[1:], "--help")
    assert shown.exit_code == 0
    assert re.search(rf"Examples?: {path}", shown.output)
    assert "..." not in str(ALL[path].get_short_help_str(limit=64))


def test_it_says_which_version_it_is() -> None:
    ran = call("--version")
    assert (ran.exit_code, ran.stdout) == (0, f"knowhow {version(THE_DISTRIBUTION)}\n")


def test_help_imports_nothing_that_is_slow() -> None:
    helps = "from bot.cli.program import knowhow; knowhow(['--help'], standalone_mode=False)"
    program = f"import sys; {helps}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert "Commands:" in ran.stdout
    assert set(ran.stdout.split()) & SLOW_TO_IMPORT == set()


def test_certificates_that_are_set_to_nothing_are_the_systems() -> None:
    """So they come from a line of `.env` that was left empty, where a container or a service hands over all of them."""
    version = "import os, sys; sys.argv = ['knowhow', '--version']; from bot.cli.program import main"
    program = f"{version}\ntry: main()\nfinally: print('SSL_CERT_FILE' in os.environ)"
    command = [sys.executable, "-c", program]
    for given, is_left in (("", "False"), (" ", "False"), ("own.pem", "True")):
        environment = {"PYTHONPATH": str(Path(__file__).parents[1]), "SSL_CERT_FILE": given}
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
        assert ran.stdout.splitlines()[-1] == is_left


def test_where_nothing_is_to_be_upgraded_nobody_waits_for_what_upgrades() -> None:
    assert call("db", "upgrade").exit_code == 0
    looks = "from bot.cli.program import knowhow; knowhow(['library', 'search', 'falls'], standalone_mode=False)"
    program = f"import sys; {looks}; print(*sys.modules)"
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environ)  # noqa: S603
    assert ran.stdout.startswith("No records")
    assert "alembic" not in ran.stdout.split()


@pytest.mark.parametrize("arguments", [["brew"], ["run", "--fast"], ["staff", "import"], ["demo", "--seed", "x"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == WRONG_USE


def test_running_without_slack_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    ran = call("run")
    assert ran.exit_code == WRONG_USE
    assert [line.split()[0] for line in ran.stderr.splitlines()[1:]] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT"]


def test_a_staff_list_is_imported_and_the_database_made_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(f"{','.join(COLUMNS)}\n{STAFF}\n")
    ran = call("staff", "import", "staff.csv")
    assert (ran.exit_code, ran.stdout) == (0, "Imported 1 person: 1 new, 0 brought up to date.\n")
    database = Database("sqlite:///knowhow.sqlite3")
    with database.reading() as session:
        assert people.by_email(Here(session, 1), "ann@example.nhs.uk")
    database.close()


def test_a_bad_staff_list_ends_with_2_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(f"{','.join(COLUMNS)}\n{STAFF}\n{STAFF}\n")
    ran = call("staff", "import", "staff.csv")
    assert ran.exit_code == WRONG_USE
    assert "staff.csv, line 3, column id: this is the same as on line 2" in ran.stderr


def test_a_template_is_shown_changed_and_checked(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    shown = call("templates", "show", "aar")
    (folder / "aar.toml").write_text(shown.stdout, encoding="utf-8")
    (folder / "huddle.toml").write_text(shown.stdout.replace("After-action review", "Huddle"), encoding="utf-8")
    checked = call("templates", "check", str(folder))
    assert checked.exit_code == 0
    assert checked.stdout.splitlines() == [
        "aar: “After-action review” rewords a built-in one, with 4 questions.",
        "huddle: “Huddle” is new, with 4 questions.",
    ]


def test_a_bad_template_ends_with_2_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('title = "Mine"\nsays = 1\n')
    ran = call("templates", "check", str(tmp_path))
    assert ran.exit_code == WRONG_USE
    assert "mine.toml, line 2: `says` must be words in quotation marks." in ran.stderr
    assert call("templates", "show", "mine").exit_code == WRONG_USE


def test_an_old_postgres_is_refused_until_it_is_upgraded(
    monkeypatch: pytest.MonkeyPatch, postgres: Postgres, tmp_path: Path
) -> None:
    (tmp_path / "staff.csv").write_text(f"{','.join(COLUMNS)}\n{STAFF}\n")
    monkeypatch.setenv("DATABASE_URL", postgres.empty())
    ran = call("staff", "import", "staff.csv")
    assert (ran.exit_code, ran.stderr) == (FAILED, f"{schema.Schema.EMPTY.value}\n")
    assert call("db", "upgrade").exit_code == 0
    assert call("staff", "import", "staff.csv").exit_code == 0


def test_a_staff_list_is_for_one_organisation(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(f"{','.join(COLUMNS)}\n{STAFF}\n")
    assert call("staff", "import", "staff.csv").exit_code == 0
    database = Database("sqlite:///knowhow.sqlite3")
    with database.writing() as session:
        organisations.new(session, "Europe/London")
    database.close()
    ran = call("staff", "import", "staff.csv")
    assert ran.exit_code == FAILED
    assert ran.stderr.endswith("Please say for which one this is, with --organisation: 1, 2.\n")
    assert call("staff", "import", "staff.csv", "--organisation", "2").exit_code == 0
    assert call("staff", "import", "staff.csv", "--organisation", "3").exit_code == FAILED


def test_a_database_that_is_not_there_is_a_failure_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://knowhow:very-secret@127.0.0.1:1/knowhow")
    ran = call("db", "upgrade")
    assert ran.exit_code == FAILED
    assert ran.stderr.startswith("The database cannot be reached.")


def test_slack_that_refuses_the_bot_is_a_failure_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise Away("invalid_auth")

    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setattr(run, "run", refused)
    ran = call("run")
    assert ran.exit_code == FAILED
    assert ran.stderr.splitlines()[-1].startswith("Slack or Teams does not know the bot, or refuses it.")
