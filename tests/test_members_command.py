"""`knowhow members`, as whoever runs the bot asks who belongs; and what the doctor says of it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.examining import examine
from bot.cli.program import FAILED, knowhow
from bot.settings.file import WrongSettings
from bot.settings.settings import read_settings
from storage import joining, people, schema, staff_list
from storage.database import Database
from storage.here import Here
from tests.test_belonging import listed
from tests.test_settings import AZURE, SLACK

TEAMS = {**AZURE, "MICROSOFT_APP_TYPE": "UserAssignedMSI"}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ann by two rules, Bo by one that is no longer set, a guest, and Di, who is only listed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")
    monkeypatch.setenv("KNOWHOW_MEMBERS", "staff-list; addresses:@trust.example")
    database = Database("sqlite:///knowhow.sqlite3")
    schema.upgrade(database)
    with database.writing() as session:
        at = people.workspace(session, "teams", "a tenant", "Europe/London")
        staff_list.save(Here(session, at.organisation_id), "4", listed("Di Day", "di@trust.example"))
        for user, name, kind, let_in_by in (
            ("ann", "Ann Able", "member", ["staff-list", "addresses:trust.example"]),
            ("bo", "Bo Bell", "member", ["tenant"]),
            ("gil", "Gil Guest", "guest", []),
        ):
            address = f"{user}@trust.example"
            joining.know(session, at, user, name=name, email=address, kind=kind, active=True, let_in_by=let_in_by)
    database.close()


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, ["members", *arguments])


def test_it_counts_whom_each_rule_lets_in() -> None:
    assert call().stdout.splitlines() == ["staff-list: 1", "addresses:trust.example: 1", "tenant: 1"]
    assert json.loads(call("--json").stdout)[0] == {"rule": "staff-list", "people": 1}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("ann@trust.example", "Ann Able (Teams, ann) belongs by staff-list and addresses:trust.example."),
        ("ANN able", "Ann Able (Teams, ann) belongs by staff-list and addresses:trust.example."),
        (
            "bo",
            "Bo Bell (Teams, bo) belonged by tenant, and is looked at anew when they next do something, or tonight.",
        ),
        ("gil", "Gil Guest (Teams, gil) is no member: no rule lets them in, who are a guest."),
        ("4", "Di Day is on the staff list, and has not used Knowhow yet."),
    ],
)
def test_it_says_of_somebody_what_lets_them_in(asked: str, says: str) -> None:
    assert call("--why", asked).stdout == f"{says}\n"
    assert json.loads(call("--why", asked, "--json").stdout)[0]["says"] == says


def test_of_somebody_who_is_not_known_it_says_so() -> None:
    said = call("--why", "zoe@southport.example")
    assert said.exit_code == FAILED
    assert "Nobody whom Knowhow knows has that name" in said.stderr


def test_the_doctor_says_which_rules_there_are_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.examining._teams", lambda *_: [])
    said = [str(finding) for finding in examine()]
    assert any("Members: whoever staff-list or addresses:trust.example lets in." in one for one in said)
    assert any("Members: staff-list lets in 1 of those whom Knowhow knows." in one for one in said)
    monkeypatch.delenv("KNOWHOW_MEMBERS")
    for name, value in TEAMS.items():
        monkeypatch.setenv(name, value)
    assert any(
        "nobody is served in Teams. KNOWHOW_MEMBERS is missing" in str(one) for one in examine() if not one.is_well
    )


def test_a_bot_for_teams_does_not_start_before_it_is_said_who_belongs(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(TEAMS, tmp_path, needs_chat=True)
    (problem,) = wrong.value.problems
    assert "KNOWHOW_MEMBERS is missing" in problem
    assert "tenant (everybody" in problem
    assert not read_settings({**TEAMS, "KNOWHOW_MEMBERS": "tenant"}, tmp_path, needs_chat=True).teams_waits


def test_a_rule_about_slack_says_nothing_about_teams(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="KNOWHOW_MEMBERS is missing"):
        read_settings({**TEAMS, "KNOWHOW_MEMBERS": "channels:C0123ABCD"}, tmp_path, needs_chat=True)


def test_with_both_platforms_only_teams_waits(tmp_path: Path) -> None:
    settings = read_settings({**TEAMS, **SLACK}, tmp_path, needs_chat=True)
    assert settings.teams_waits
    assert not read_settings({**SLACK}, tmp_path, needs_chat=True).teams_waits
