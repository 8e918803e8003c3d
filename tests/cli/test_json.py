"""What a program may read of an answer: `--json`, alone on standard output, with the keys that are documented."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, TypeAdapter
from typer.testing import CliRunner, Result

from bot.backup.backup import back_up
from bot.cli.answers import ANSWERS
from bot.cli.program import knowhow
from bot.settings.forgotten_list import ForgottenList
from bot.settings.keys import Keys
from storage import audit, organisations
from storage.database import Database
from storage.here import Here
from storage.tables import Person
from tests.cli.conftest import LESSONS, PEOPLE, STAFF
from tests.test_cli import ALL

KEY = "a-key-of-at-least-32-characters-0001"
WHO = ["find-person", "Ann Able7", "--requested-by", "the officer", "--why", "request 3"]


@pytest.fixture
def call(folder: Path, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Calls a command in a folder with a filled database."""
    monkeypatch.chdir(folder)
    for name, value in filled.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(knowhow, arguments)


def lay_out(folder: Path, url: str) -> None:
    """What some commands need besides."""
    with closing(Database(url)) as database, database.writing() as session:
        organisation = organisations.sole(session, "UTC").id
        person = session.get_one(Person, 1)
        audit.note(Here(session, organisation), person.id, datetime(2026, 11, 2, tzinfo=UTC), "coffee.cancel", "7")
    back_up(url, folder / "old.backup")
    (folder / "mine").mkdir()
    built_in = CliRunner().invoke(knowhow, ["templates", "show", "aar"]).stdout
    (folder / "mine" / "aar.toml").write_text(built_in, encoding="utf-8")
    (folder / "notes0.txt").write_text("Patient 943 476 5919 fell.\n")


COMMANDS: dict[str, tuple[list[str], Callable[[Any], object], object]] = {
    "doctor": (["doctor"], lambda found: {type(one["says"]) for one in found}, {str}),
    "healthy": (["healthy"], lambda found: found["is_well"], False),
    "backup": (["backup", "new.backup"], lambda found: (found["file"], found["encrypted"]), ("new.backup", False)),
    "restore": (["restore", "old.backup", "--replace", "--without-forgotten"], lambda found: found["erased"], 0),
    "match": (
        ["match", "signups.csv", "--seed", "7", "--out", "pairs.csv"],
        lambda found: (found["people"], found["pairs"], found["seed"], found["files"]),
        (PEOPLE, PEOPLE // 2, 7, ["pairs.csv", "pairs.left-out.csv"]),
    ),
    "rota": (
        ["rota", "guests.csv", "--seed", "7", "--rounds", "2"],
        lambda found: [sorted(one for table in tables for one in table) for tables in found["rounds"]],
        [sorted(str(n) for n in range(61))] * 2,
    ),
    "members": (["members"], lambda found: [one["rule"] for one in found], ["tenant"]),
    "members --why": (["members", "--why", "Ann Able7"], lambda found: [one["belongs"] for one in found], [True]),
    "audit": (
        ["audit"],
        lambda found: [(one["person"], one["what"], one["about"]) for one in found],
        [(1, "coffee.cancel", "7")],
    ),
    "find-person": (WHO, lambda found: (found[0]["number"], found[0]["table"]), (1, "people")),
    "screen": (
        ["screen", "notes0.txt", "none.txt"],
        lambda found: (found["findings"], found["unreadable"]),
        ([{"file": "notes0.txt", "line": 1, "column": 9, "stops": True, "kind": "NHS number"}], ["none.txt"]),
    ),
    "screen --cases": (["screen", "--cases", "cases.tsv"], lambda found: found["classes"][0]["cases"], 400),
    "staff import": (
        ["staff", "import", "staff.csv"],
        lambda found: (found["people"], found["missing"]),
        (STAFF, None),
    ),
    "db upgrade": (["db", "upgrade"], lambda found: found["kept"], None),
    "library import": (["library", "import", "lessons.csv"], lambda found: found["records"], LESSONS),
    "library search": (["library", "search", "wheelchair"], lambda found: found, []),
    "templates check": (
        ["templates", "check", "mine"],
        lambda found: [(one["name"], one["is_new"]) for one in found],
        [("aar", False)],
    ),
    "organisations list": (["organisations", "list"], lambda found: [one["number"] for one in found], [1]),
    "organisations add": (["organisations", "add", "South"], lambda made: (made["number"], made["apps"]), (2, [])),
    "forgotten check": (["forgotten", "check"], lambda found: (found["entries"], found["waiting"]), (1, 0)),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_answer_is_alone_and_as_it_is_documented(
    command: str, call: Callable[..., Result], folder: Path, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, picked, expected = COMMANDS[command]
    lay_out(folder, filled["DATABASE_URL"])
    if command.startswith("forgotten"):
        monkeypatch.setenv("KNOWHOW_FORGOTTEN_KEY", KEY)
        monkeypatch.setenv("KNOWHOW_FORGOTTEN", str(folder / "forgotten.list"))
        keys = Keys((SecretStr(KEY),))
        listed = ForgottenList(keys, folder / "forgotten.list", timedelta(days=30))
        listed.begin()
        listed.add([(listed.read().since, keys.digest("x"))])
    ran = call(*arguments, "--json")
    assert picked(json.loads(ran.stdout)) == expected
    kinds = ANSWERS[command.partition(" --")[0]]
    assert any(is_one(kind, ran.stdout) for kind in kinds)


def test_whom_a_complete_list_names_no_more_is_counted(
    folder: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DATABASE_URL", environ["DATABASE_URL"])
    everybody = (folder / "staff.csv").read_text().splitlines()
    (folder / "staff.csv").write_text("\n".join(everybody[:31]))
    CliRunner().invoke(knowhow, ["staff", "import", "staff.csv"])
    (folder / "staff.csv").write_text("\n".join(everybody[:11]))
    ran = CliRunner().invoke(knowhow, ["staff", "import", "staff.csv", "--complete", "--json"])
    assert json.loads(ran.stdout)["missing"] == {"people": 20, "among": 30, "in_use": 0, "is_asked": True}
    assert is_one(ANSWERS["staff import"][0], ran.stdout)


def is_one(kind: Any, said: str) -> bool:
    try:
        TypeAdapter(kind).validate_json(said, strict=True)
    except ValueError:
        return False
    return True


def test_every_command_with_json_has_its_keys_told_and_is_tried_here() -> None:
    with_json = {
        path.removeprefix("knowhow ") for path, one in ALL.items() if any("--json" in each.opts for each in one.params)
    }
    assert with_json == set(ANSWERS) == {command.partition(" --")[0] for command in COMMANDS}


def test_what_goes_wrong_is_a_sentence_beside_and_no_json(call: Callable[..., Result]) -> None:
    ran = call("staff", "import", "none.csv", "--json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == "Nobody was imported:\n  none.csv: this file cannot be read (No such file or directory)\n"


def test_what_is_taken_out_is_no_answer_for_a_program(call: Callable[..., Result]) -> None:
    ran = call(*WHO, "--take-out", "1", "--json")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "does not go with --take-out" in ran.stderr
