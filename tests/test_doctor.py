"""The doctor: a line for each thing that is as it should be or is not, against the sandbox's Slack."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from aiohttp import web
from pydantic import SecretStr

from bot.cli.examining import examine
from bot.faults.finding import Finding, Mark
from bot.sandbox.installation import App
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings.settings import Slack, read_settings
from bot.slack.doctor import examine_slack
from bot.slack.manifest import manifest
from storage import organisations, schema
from storage.database import Database


@pytest.fixture
def sandbox() -> Sandbox:
    """A Slack in which the app is installed as its manifest says; not started yet."""
    return Sandbox(Workspace(), App.from_manifest(manifest()))


def settings_for(sandbox: Sandbox, folder: Path) -> Slack:
    slack = read_settings(sandbox.settings(), folder).slack
    assert slack is not None
    return slack


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.mark} {finding.words.partition(':')[0]}" for finding in findings]


async def test_an_app_set_up_as_its_manifest_says_is_well(sandbox: Sandbox, tmp_path: Path) -> None:
    async with sandbox:
        findings = await examine_slack(settings_for(sandbox, tmp_path), None)
    assert told(findings) == ["✓ Bot token", "✓ Scopes", "✓ Clock", "✓ Socket Mode"]


async def test_loopback_is_never_asked_through_a_proxy(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with sandbox:
        findings = await examine_slack(settings_for(sandbox, tmp_path), None)
    assert all(finding.is_well for finding in findings)


async def test_scopes_that_were_not_granted_are_named(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.app.scopes -= {"chat:write"}
    async with sandbox:
        findings = await examine_slack(settings_for(sandbox, tmp_path), None)
    assert [finding.words for finding in findings if not finding.is_well] == [
        "Scopes: chat:write not granted. Put manifest.json into your app and install it again."
    ]


async def test_scopes_that_nobody_needs_are_noted(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.app.scopes |= {"mpim:history"}
    async with sandbox:
        findings = await examine_slack(settings_for(sandbox, tmp_path), None)
    assert "! Scopes" in told(findings)


async def test_tokens_that_slack_does_not_know_are_told_apart(sandbox: Sandbox, tmp_path: Path) -> None:
    slack = settings_for(sandbox, tmp_path)
    async with sandbox:
        no_bot = await examine_slack(replace(slack, bot_token=SecretStr("xoxb-other")), None)
        no_socket = await examine_slack(replace(slack, app_token=SecretStr("xapp-other")), None)
    assert told(no_bot) == ["✗ Bot token"]
    assert told(no_socket)[-1] == "✗ App token"


async def test_a_clock_that_is_wrong_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    async def long_ago(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = "Mon, 02 Nov 2026 10:00:00 GMT"

    sandbox.application.on_response_prepare.append(long_ago)
    async with sandbox:
        findings = await examine_slack(settings_for(sandbox, tmp_path), None)
    assert "✗ Clock" in told(findings)


async def test_slack_out_of_reach_is_told_with_what_to_check(sandbox: Sandbox, tmp_path: Path) -> None:
    async with sandbox:
        slack = settings_for(sandbox, tmp_path)
    (finding,) = await examine_slack(slack, None)
    assert "network and proxy" in finding.words


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No settings but a database that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new/knowhow.sqlite3")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    return monkeypatch


def test_before_the_first_start_nothing_is_made(nothing_set: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = [str(finding) for finding in examine()]
    assert lines[0].startswith("✗ Settings: SLACK_BOT_TOKEN is missing.")
    assert "! Database: new/knowhow.sqlite3 will be made when the bot first starts." in lines
    assert not (tmp_path / "new").exists()


def test_holidays_are_told_with_the_next(nothing_set: pytest.MonkeyPatch) -> None:
    assert looked_at()["Holidays"] is Mark.NOTE
    nothing_set.setenv("KNOWHOW_HOLIDAYS", "england-and-wales, 24 December")
    with time_machine.travel(datetime(2026, 12, 20, tzinfo=UTC), tick=False):
        lines = [str(finding) for finding in examine()]
    assert (
        "✓ Holidays: those of England and Wales and 1 day of your own. The next is on Thursday 24 December: "
        "a day of your own." in lines
    )


def test_a_database_is_looked_at(nothing_set: pytest.MonkeyPatch, empty: Database) -> None:
    nothing_set.setenv("DATABASE_URL", empty.url.render_as_string(hide_password=False))
    before = looked_at()
    schema.upgrade(empty)
    assert before["Database"] is Mark.NOTE if empty.is_sqlite else before["Tables"] is Mark.WRONG
    assert looked_at() | {"Database": Mark.WELL, "Tables": Mark.WELL} == looked_at()


def test_that_nobody_facilitates_any_more_is_noted(nothing_set: pytest.MonkeyPatch, empty: Database) -> None:
    nothing_set.setenv("DATABASE_URL", empty.url.render_as_string(hide_password=False))
    schema.upgrade(empty)
    with empty.writing() as session:
        organisations.new(session, "Europe/London").unled_since = date(2026, 11, 9)
    finding = next(one for one in examine() if "Nobody facilitates" in one.words)
    assert finding.mark is Mark.NOTE
    assert "in organisation 1 since 2026-11-09" in finding.words
    assert "KNOWHOW_FACILITATORS" in finding.words


def test_secrets_that_others_may_read_are_noted(nothing_set: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("KNOWHOW_SEED=very-secret\n")
    for mode, is_noted in ((0o600, False), (0o640, True), (0o604, True)):
        file.chmod(mode)
        said = [str(finding) for finding in examine() if "Secrets" in finding.words]
        assert (
            said
            == ["! Secrets: others may read .env. Let only the user who runs Knowhow read it: chmod 600 .env"]
            * is_noted
        )


def looked_at() -> dict[str, Mark]:
    return {finding.words.partition(":")[0]: finding.mark for finding in examine()}


def test_wrong_settings_keep_the_rest_from_being_looked_at(nothing_set: pytest.MonkeyPatch) -> None:
    nothing_set.setenv("PORT", "none")
    assert [finding.mark for finding in examine()][-2:] == [Mark.WRONG, Mark.NOTE]


def test_templates_are_counted_and_bad_ones_told_with_their_line(
    nothing_set: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "✓ Templates: 4 kinds of review." in [str(finding) for finding in examine()]
    nothing_set.setenv("KNOWHOW_TEMPLATES", str(tmp_path))
    (tmp_path / "mine.toml").write_text("title = 1")
    assert any("mine.toml, line 1: `title` must be words" in finding.words for finding in examine())
