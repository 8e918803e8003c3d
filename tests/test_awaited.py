"""The bot starts though a platform is away: it serves the other one, says so, and goes on trying."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlmodel import Session, select

from activities import ACTIVITIES
from bot.delivery import awaited
from bot.platforms import background
from bot.platforms.platform import Refused, SendingFailed, failure
from bot.sandbox.faults import Slow
from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.service import app as app_module
from bot.service.app import running
from bot.service.unprotected import unprotected
from bot.settings.settings import Settings, read_settings
from bot.slack.manifest import manifest
from bot.slack.refusals import ABOUT
from bot.slack.web import PATH
from storage import belonging, calendar, joining, people
from storage.database import Database
from storage.here import Here
from storage.tables import AccountRow, Person, Signup, Trial, Wake
from tests.test_delivery import eventually
from tests.test_unprotected import HELP, hasty


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other soon, and what nobody takes is soon given up at the end."""
    monkeypatch.setattr(background, "ENDS_WITHIN", 0.2)
    monkeypatch.setattr(awaited, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(awaited, "LONGEST_WAIT", 0.2)


def settings_of(sqlite_url: str, folder: Path, port: int, **slack: str) -> Settings:
    return replace(read_settings({"DATABASE_URL": sqlite_url, **slack}, folder, needs_chat=True), port=port)


def with_teams(settings: Settings, sqlite_url: str, folder: Path) -> Settings:
    """The same, and Teams as its playground has it, which is always there."""
    given = {"DATABASE_URL": sqlite_url}
    playground = unprotected(read_settings(given, folder), given)
    return replace(settings, teams=playground.teams, policy=playground.policy)


async def health(port: int) -> tuple[int, str]:
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{port}/healthz") as answer:
        return answer.status, (await answer.json()).get("why", "")


async def test_without_slack_it_starts_and_slack_is_served_once_it_is_there(
    sqlite_url: str,
    tmp_path: Path,
    unused_tcp_port: int,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app_module, "AT_THE_START", 0.5)  # nothing is there that would come later
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    slack = Sandbox(workspace, app)  # it knows where it will be; nobody answers there yet, nor refuses
    settings = settings_of(sqlite_url, tmp_path, unused_tcp_port, **slack.settings())
    database = Database(sqlite_url)
    async with running(settings, database):
        assert await health(unused_tcp_port) == (200, "Slack does not answer, or does not know the bot. I keep trying.")
        assert "slack: it does not answer" in caplog.text
        async with slack:
            await slack.socket_mode.connected()
            ann = workspace.add_user("Ann Okafor", email="ann@example.org")
            chat = workspace.open_direct([ann.id, app.bot_user])
            await slack.people.types(ann.id, chat, "/coffee")
            await eventually(
                lambda: any("/coffee join" in what_it_says(one) for one in workspace.visible_to(ann.id, chat.id))
            )
            assert await health(unused_tcp_port) == (200, "")
    database.close()


async def test_nobody_is_let_go_of_as_it_starts_before_a_slow_platform_has_said_who_is_there(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    """They came back while the bot was down, and their time is up as it starts."""
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    ann = workspace.add_user("Ann Okafor", email="ann@example.org")
    database = Database(sqlite_url)

    def is_away() -> bool:
        with database.reading() as session:
            return session.exec(select(Person.leaving_since)).one() is not None

    async with Sandbox(workspace, app) as slack:
        settings = settings_of(sqlite_url, tmp_path, unused_tcp_port, **slack.settings())
        with database.writing() as session:
            is_in_a_trial_and_away(session, workspace.team, ann.id)
        slack.faults.on("apps.connections.open", Slow(3))
        async with running(settings, database):
            await slack.socket_mode.connected()
            await eventually(lambda: not is_away())
            with database.reading() as session:
                assert session.exec(select(Signup.state)).all() == ["in"]
                assert session.exec(select(Wake.what).where(Wake.what == "leaves")).all() == []
    database.close()


def is_in_a_trial_and_away(session: Session, team: str, user: str) -> None:
    """Somebody with a place in a trial has been away for a day, and is waited for no longer."""
    now = datetime.now(UTC)
    at = people.workspace(session, "slack", team, "Europe/London")
    person = Person(organisation_id=at.organisation_id, active=False, leaving_since=now - timedelta(days=1))
    session.add(person)
    session.flush()
    account = AccountRow(
        organisation_id=at.organisation_id,
        workspace_id=at.id,
        person_id=person.id,
        platform="slack",
        tenant=team,
        user=user,
        active=False,
    )
    session.add(account)
    trial = Trial(
        organisation_id=at.organisation_id,
        facilitator_id=person.id,
        phase="waiting_for_signups",
        title="KNOWvember",
        channel="C1",
        workspace_id=at.id,
        timezone="Europe/London",
        signups_close=now.date() + timedelta(days=7),
        meet_by=now.date() + timedelta(days=30),
        sites=["Northgate"],
        opened_at=now,
    )
    session.add(trial)
    session.flush()
    session.add(Signup(organisation_id=at.organisation_id, trial_id=trial.id, person_id=person.id))
    calendar.set_wake(Here(session, at.organisation_id), "knowhow", "leaves", str(person.id), now, prompted=False)


async def test_the_other_platform_is_served_meanwhile(sqlite_url: str, tmp_path: Path, unused_tcp_port: int) -> None:
    slack = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
    settings = with_teams(settings_of(sqlite_url, tmp_path, unused_tcp_port, **slack), sqlite_url, tmp_path)
    database = hasty(sqlite_url)
    async with running(settings, database), ClientSession() as client:
        async with client.post(f"http://127.0.0.1:{unused_tcp_port}/api/messages", json=HELP) as answer:
            assert answer.status == 200
        async with client.post(f"http://127.0.0.1:{unused_tcp_port}{PATH}", data="payload={}") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "0")
    database.close()


async def test_where_the_only_platform_says_no_it_does_not_start(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    database = Database(sqlite_url)
    async with Sandbox() as slack:
        given = slack.settings() | {"SLACK_BOT_TOKEN": "xoxb-wrong"}
        with pytest.raises(SendingFailed):
            async with running(settings_of(sqlite_url, tmp_path, unused_tcp_port, **given), database):
                raise AssertionError("it started")
    database.close()


async def test_where_one_of_two_says_no_the_other_is_served(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    database = hasty(sqlite_url)
    async with Sandbox() as slack:
        given = slack.settings() | {"SLACK_BOT_TOKEN": "xoxb-wrong"}
        settings = with_teams(settings_of(sqlite_url, tmp_path, unused_tcp_port, **given), sqlite_url, tmp_path)
        teams = f"http://127.0.0.1:{unused_tcp_port}/api/messages"
        async with running(settings, database), ClientSession() as client, client.post(teams, json=HELP) as answer:
            assert answer.status == 200
    database.close()


def test_what_is_a_mistake_of_ours_is_a_no() -> None:
    assert awaited.is_a_no(Refused("not_allowed_token_type"))


def test_a_platform_that_is_down_has_not_said_no() -> None:
    assert not awaited.is_a_no(failure(ABOUT["service_unavailable"], "service_unavailable"))
    assert awaited.is_a_no(failure(ABOUT["token_revoked"], "token_revoked"))


async def test_where_the_rules_have_changed_the_clock_waits_until_it_is_known_who_belongs(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    async with Sandbox(workspace, app) as slack:
        ann = workspace.add_user("Ann Okafor", email="ann@northgate.example")
        zoe = workspace.add_user("Zoe Yates", email="zoe@southport.example")
        settings = settings_of(sqlite_url, tmp_path, unused_tcp_port, **slack.settings())
        rules = settings_of(
            sqlite_url, tmp_path, unused_tcp_port, KNOWHOW_MEMBERS="addresses:@northgate.example", **slack.settings()
        )
        database = Database(sqlite_url)
        async with running(settings, database) as engine:
            with database.writing() as session:
                at = engine.reception.workspace(session, "slack", workspace.team)
                for user in (ann, zoe):
                    joining.know(session, at, user.id, name=user.name, email=user.email, kind="member", active=True)
        with database.writing() as session:
            nobody, due = "99", datetime.now(UTC)
            calendar.set_wake(Here(session, 1), "knowhow", "leaves", nobody, due, prompted=False)
        slack.faults.on("users.list", Slow(1))
        async with running(rules, database):
            with database.reading() as session:
                assert belonging.is_anybody_in_by_other_rules(Here(session, 1), rules.policy.members)
            await eventually(lambda: not _wakes(database))
            assert _let_in(database) == {ann.id: "member", zoe.id: "outsider"}
    database.close()


def _wakes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Wake.what).where(Wake.subject == "99")).all())


def _let_in(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.user: row.kind for row in session.exec(select(AccountRow)).all()}
