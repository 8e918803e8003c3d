"""The bot starts though a platform is away: it serves the other one, says so, and goes on trying."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from activities import ACTIVITIES
from bot.delivery import awaited
from bot.platforms.platform import Refused, SendingFailed, failure
from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.service.app import running
from bot.service.unprotected import unprotected
from bot.settings.settings import Settings, read_settings
from bot.slack.manifest import manifest
from bot.slack.refusals import ABOUT
from bot.slack.web import PATH
from storage.database import Database
from tests.test_delivery import eventually
from tests.test_unprotected import HELP


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other soon."""
    monkeypatch.setattr(awaited, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(awaited, "LONGEST_WAIT", 0.2)


def settings_of(sqlite_url: str, folder: Path, port: int, **slack: str) -> Settings:
    return replace(read_settings({"DATABASE_URL": sqlite_url, **slack}, folder, needs_chat=True), port=port)


def with_teams(settings: Settings, sqlite_url: str, folder: Path) -> Settings:
    """The same, and Teams as its playground has it, which is always there."""
    given = {"DATABASE_URL": sqlite_url}
    return replace(settings, teams=unprotected(read_settings(given, folder), given).teams)


async def health(port: int) -> tuple[int, str]:
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{port}/healthz") as answer:
        return answer.status, (await answer.json()).get("why", "")


async def test_without_slack_it_starts_and_slack_is_served_once_it_is_there(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    slack = Sandbox(workspace, app)  # it knows where it will be; nobody answers there yet
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


async def test_the_other_platform_is_served_meanwhile(sqlite_url: str, tmp_path: Path, unused_tcp_port: int) -> None:
    slack = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
    settings = with_teams(settings_of(sqlite_url, tmp_path, unused_tcp_port, **slack), sqlite_url, tmp_path)
    database = Database(sqlite_url)
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
    database = Database(sqlite_url)
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
