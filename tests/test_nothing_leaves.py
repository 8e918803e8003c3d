"""A trial played with the bot in a process of its own: it calls nobody but its platform, and its log names nobody."""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from activities import ACTIVITIES
from bot.sandbox.hospital import the_case
from bot.sandbox.installation import App
from bot.sandbox.rehearsal import rehearsal
from bot.sandbox.troupe import Troupe, play
from bot.slack.manifest import manifest
from tests.bot_process import Bot

WATCHED = """
import json, logging, runpy, sys
configures = logging.basicConfig
logging.basicConfig = lambda **asked: configures(**{**asked, "level": logging.DEBUG})
calls = open("calls", "a", buffering=1)
def watch(event, about):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "subprocess.Popen"):
        calls.write(json.dumps([event, *map(str, about)]) + chr(10))
sys.addaudithook(watch)
sys.argv = ["knowhow", "run"]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
"""Runs the bot, with all that it says, and notes whom it calls: Python itself tells, whatever a library would do."""


@pytest.mark.parametrize("form", ["json", pytest.param("text", marks=pytest.mark.slow)])
async def test_a_trial_calls_nobody_but_slack_and_logs_nobody(tmp_path: Path, form: str) -> None:
    """As JSON the log says the same, and its ids."""
    staff = the_case()[:8]
    async with rehearsal(tmp_path, staff, staff[0], app=App.from_manifest(manifest(ACTIVITIES)), seed="1") as stage:
        with (tmp_path / "log").open("w", encoding="utf-8") as log:
            stage.settings["KNOWHOW_LOG"] = form
            bot = Bot(stage, tmp_path, (sys.executable, "-c", WATCHED), log)
            await bot.start()
            try:
                story = [line async for line in play(Troupe.of(stage, staff, "1"))]
            finally:
                bot.kill()
                await bot.ended()
        slack = urlsplit(stage.slack.api_url)
    calls = [json.loads(line) for line in (tmp_path / "calls").read_text("utf-8").splitlines()]
    assert calls
    assert [call for call in calls if f"'{slack.hostname}', {slack.port}" not in ", ".join(call)] == []
    logged = (tmp_path / "log").read_text("utf-8")
    assert "DEBUG" in logged
    if form == "json":
        lines = [json.loads(line) for line in logged.splitlines()]
        assert "Knowhow is running" in [line["message"] for line in lines]
    assert story
    for row in staff:
        assert row.name not in logged
        assert row.name.split()[-1] not in logged
        assert row.email is None or row.email not in logged
