"""`knowhow run --insecure-local`: on this machine alone, said loudly, and never by accident."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.service.app import running
from bot.service.unprotected import (
    PLAYGROUNDS_TENANT,
    WARNING,
    NotForThis,
    keep_out_of_playground,
    playgrounds_database,
    unprotected,
)
from bot.settings.file import WrongSettings
from bot.settings.settings import read_settings
from storage import calendar, organisations, people
from storage.database import Database

EVERYWHERE = {"HOST": "192.0.2.7"}

HELP = {
    "type": "message",
    "id": "1",
    "text": "help",
    "channelId": "msteams",
    "serviceUrl": "http://127.0.0.1:9/_connector",
    "from": {"id": "user-id-0", "aadObjectId": "00000000-0000-0000-0000-0000000000020"},
    "recipient": {"id": "bot"},
    "conversation": {"id": "chat", "conversationType": "personal", "tenantId": PLAYGROUNDS_TENANT},
    "channelData": {"tenant": {"id": PLAYGROUNDS_TENANT}},
}


@pytest.fixture(autouse=True)
def a_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user data folder of the test's own."""
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def hasty(sqlite_url: str) -> Database:
    """A database whose bot soon tries again, and soon gives up, to ask the playground, which nobody has started."""
    database = Database(sqlite_url)
    with database.writing() as session:
        calendar.keep(session, datetime.now(UTC), pace=100)
    return database


def lives_in(database: Database, platform: str, tenant: str) -> None:
    with database.writing() as session:
        people.workspace(session, platform, tenant, "Europe/London")


def test_it_listens_on_this_machine_alone_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = unprotected(read_settings(EVERYWHERE, tmp_path), EVERYWHERE)
    assert settings.host == "127.0.0.1"
    assert settings.teams is not None
    assert settings.teams.is_insecure
    assert (caplog.records[0].levelno, caplog.records[0].getMessage()) == (logging.WARNING, WARNING)


def test_slack_and_the_database_of_everyday_are_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / ".env").write_text(
        "DATABASE_URL=sqlite:///production.sqlite3\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1"
    )
    settings = unprotected(read_settings(EVERYWHERE, tmp_path), EVERYWHERE)
    assert settings.slack is None
    assert settings.database_url.get_secret_value() == playgrounds_database()
    said = [record.getMessage() for record in caplog.records]
    assert "DATABASE_URL in .env is the everyday bot’s, and is left alone." in said
    assert f"What happens here is kept in {playgrounds_database()}" in said


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_a_database_with_real_workspaces_is_refused(database: Database, tmp_path: Path, platform: str) -> None:
    lives_in(database, platform, "T1")
    given = {"DATABASE_URL": url_of(database)}
    with pytest.raises(NotForThis, match="real people"):
        unprotected(read_settings(given, tmp_path), given)


def test_a_database_with_a_staff_list_is_refused(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        organisations.new(session, "Europe/London")
    given = {"DATABASE_URL": url_of(database)}
    with pytest.raises(NotForThis, match="real people"):
        unprotected(read_settings(given, tmp_path), given)


def test_a_database_that_is_nobodys_will_do_and_is_never_a_real_bots_again(empty: Database, tmp_path: Path) -> None:
    given = {"DATABASE_URL": url_of(empty)}
    settings = read_settings(given, tmp_path)
    assert unprotected(settings, given).database_url == SecretStr(url_of(empty))
    keep_out_of_playground(settings)


def test_where_anybody_could_be_anybody_no_real_bot_moves_in(database: Database, tmp_path: Path) -> None:
    lives_in(database, "teams", PLAYGROUNDS_TENANT)
    given = {"DATABASE_URL": url_of(database)}
    settings = read_settings(given, tmp_path)
    assert unprotected(settings, given).database_url == settings.database_url
    with pytest.raises(NotForThis, match="--insecure-local"):
        keep_out_of_playground(settings)


def test_no_real_tenant_can_be_called_as_the_playgrounds_is(tmp_path: Path) -> None:
    named = {"MICROSOFT_APP_ID": PLAYGROUNDS_TENANT, "MICROSOFT_APP_TENANT_ID": PLAYGROUNDS_TENANT}
    with pytest.raises(WrongSettings, match="MICROSOFT_APP_TENANT_ID"):
        read_settings(named, tmp_path)


def test_without_it_no_app_id_means_no_start(tmp_path: Path) -> None:
    half = {**EVERYWHERE, "MICROSOFT_APP_PASSWORD": "a secret", "MICROSOFT_APP_TENANT_ID": "a tenant"}
    with pytest.raises(WrongSettings, match="MICROSOFT_APP_ID"):
        read_settings(half, tmp_path, needs_chat=True)


@pytest.fixture
async def address(sqlite_url: str, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[str]:
    """Where such a bot listens."""
    given = {"DATABASE_URL": sqlite_url}
    settings = replace(unprotected(read_settings(given, tmp_path), given), port=unused_tcp_port)
    database = hasty(sqlite_url)
    async with running(settings, database):
        yield f"http://127.0.0.1:{unused_tcp_port}/api/messages"
    database.close()


async def test_it_believes_programs_of_this_machine_and_no_web_page(address: str) -> None:
    own = address.removesuffix("/api/messages")
    by_page = {"Origin": "https://hospital.example"}
    async with ClientSession() as client:

        async def posts(headers: dict[str, str], **said: object) -> int:
            async with client.post(address, headers=headers, **(said or {"json": HELP})) as answer:  # type: ignore[arg-type]
                return answer.status

        assert await posts({}) == 200  # as the playground does it
        assert await posts({"Origin": own}) == 200
        assert await posts(by_page) == 403
        assert await posts({"Origin": "null"}) == 403
        assert await posts({"Content-Type": "text/plain"}, data="{}") == 415
        assert await posts({"Host": "hospital.example"}) == 421
        assert await posts({"Host": "["}) in (400, 421)
