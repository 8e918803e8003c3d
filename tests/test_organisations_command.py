"""`knowhow organisations`, as whoever runs the bots of several trusts says whose is which."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.examining import examine
from bot.cli.program import FAILED, WRONG_USE, knowhow
from storage import joining, people, schema
from storage.database import Database

TENANT, OURS, THEIRS = "0a1b2c3d-0000-4000-8000-000000000001", "aa-1", "bb-2"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A trust whose bot has run since before apps were known, and Ann in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")
    database = Database("sqlite:///knowhow.sqlite3")
    schema.upgrade(database)
    with database.writing() as session:
        at = people.workspace(session, "teams", TENANT, "Europe/London")
        joining.know(session, at, "ann", name="Ann Able", email=None, kind="member", active=True)
    database.close()


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, ["organisations", *arguments])


def test_it_adds_names_links_and_lists() -> None:
    assert call("rename", "1", "Northgate").stdout == "It is called Northgate now.\n"
    assert call("add", "Southgate").stdout == "Added Southgate, with the number 2.\n"
    assert call("link", "southgate", "teams", TENANT, "BB-2").stdout == f"The app bb-2 is Southgate’s in {TENANT}.\n"
    assert call("link", "1", "teams", TENANT, OURS).exit_code == 0
    assert call("list").stdout.splitlines() == [
        "Northgate (1)",
        f"  teams {TENANT} {OURS}: 1 account",
        "Southgate (2)",
        f"  teams {TENANT} {THEIRS}: no accounts yet",
    ]
    listed = json.loads(call("list", "--json").stdout)
    assert [(one["number"], one["name"], one["apps"][0]["app"]) for one in listed] == [
        (1, "Northgate", OURS),
        (2, "Southgate", THEIRS),
    ]


def test_until_a_bot_has_started_there_its_app_is_not_known() -> None:
    assert call("list").stdout.splitlines() == ["1", f"  teams {TENANT} an app that has yet to start: 1 account"]


def test_an_app_takes_the_place_of_another_that_is_theirs() -> None:
    call("link", "1", "teams", TENANT, OURS)
    assert call("link", "1", "teams", TENANT, "cc-3", "--in-place-of", OURS).exit_code == 0
    assert f"{TENANT} cc-3: 1 account" in call("list").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("link", "Westgate", "teams", TENANT, OURS), FAILED, "is called so. There are: 1, Southgate."),
        (("link", "1", "teams", TENANT, "cc-3", "--in-place-of", "zz"), WRONG_USE, "1 has no app zz in"),
        (("link", "Southgate", "teams", TENANT, OURS), WRONG_USE, "that app is 1’s, whose people have used it."),
        (("add", "southGATE"), WRONG_USE, "southGATE is a number, or what another is called."),
        (("add", " "), WRONG_USE, "please give a name of up to 80 characters"),
        (("rename", "Southgate", "12"), WRONG_USE, "12 is a number, or what another is called."),
        (("set", "1"), WRONG_USE, "please say what: --members or --contact"),
        (("set", "1", "--members", "staf-list"), WRONG_USE, "--members has a rule that there is not, staf-list."),
        (("set", "1", "--contact", "x" * 900), WRONG_USE, "--contact is too long to be read in chat"),
        (("set", "9", "--contact", "the desk"), FAILED, "is called so. There are: 1, Southgate."),
        (("rename", "9", "Westgate"), FAILED, "is called so. There are: 1, Southgate."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(arguments: tuple[str, ...], code: int, says: str) -> None:
    call("add", "Southgate")
    call("link", "1", "teams", TENANT, OURS)
    before = call("list", "--json").stdout
    refused = call(*arguments)
    assert (refused.exit_code, says in refused.stderr) == (code, True), refused.stderr
    assert call("list", "--json").stdout == before


def test_what_an_organisation_sets_holds_for_it_alone_until_it_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWHOW_MEMBERS", "tenant")
    monkeypatch.setenv("KNOWHOW_CONTACT", "the library")
    call("add", "Southgate")
    assert call("set", "Southgate", "--members", "staff-list", "--contact", "the desk").exit_code == 0
    set_ = {one["number"]: (one["members"], one["contact"]) for one in json.loads(call("list", "--json").stdout)}
    assert set_ == {1: ("", ""), 2: ("staff-list", "the desk")}
    found = [str(one) for one in examine()]
    ignored = [one for one in found if "ignored here" in one]
    assert ["Organisation of Southgate: KNOWHOW_" in one for one in ignored] == [True, True]
    counted = CliRunner().invoke(knowhow, ["members", "--organisation", "Southgate"]).stdout
    assert counted == "staff-list: 0\n"
    assert call("set", "Southgate", "--members", "", "--contact", "").exit_code == 0
    assert "ignored here" not in " ".join(map(str, examine()))
