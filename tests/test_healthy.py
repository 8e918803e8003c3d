"""`knowhow healthy`: what the bot says of itself reaches whoever looks after it, as a sentence and an exit code."""

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.program import FAILED, WRONG_USE
from bot.clock.watch import WAKES, Watch
from bot.service.web import serve
from bot.settings.address import address_to_ask
from storage.database import Database
from tests.bot_process import ROOT
from tests.test_cli import SLOW_TO_IMPORT


async def asked(folder: Path, **environment: str) -> tuple[int, str]:
    """The exit code of the real program in a folder, and what it says."""
    program = (sys.executable, "-m", "bot", "healthy")
    ran = await asyncio.create_subprocess_exec(
        *program,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await ran.communicate()
    return ran.returncode or 0, said.decode().strip()


async def test_a_bot_that_is_well_says_so(database: Database, unused_tcp_port: int, tmp_path: Path) -> None:
    async with serve("127.0.0.1", unused_tcp_port, database, Watch([]), []):
        through = {"HTTP_PROXY": "http://127.0.0.1:1", "http_proxy": "http://127.0.0.1:1"}
        assert await asked(tmp_path, PORT=str(unused_tcp_port), **through) == (0, "It is well.")


async def test_it_finds_the_bot_by_the_file_of_settings_too(
    database: Database, unused_tcp_port: int, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"HOST=0.0.0.0\nPORT={unused_tcp_port}\n", encoding="utf-8")
    async with serve("127.0.0.1", unused_tcp_port, database, Watch([]), []):
        assert await asked(tmp_path) == (0, "It is well.")


async def test_a_platform_that_is_away_is_told_and_is_no_failure(
    database: Database, unused_tcp_port: int, tmp_path: Path
) -> None:
    watch = Watch([])
    watch.absent.add("slack")
    async with serve("127.0.0.1", unused_tcp_port, database, watch, []):
        code, said = await asked(tmp_path, PORT=str(unused_tcp_port))
    assert (code, said) == (0, "Slack does not answer, or does not know the bot. I keep trying.")


async def test_one_that_looks_at_nothing_any_more_is_unwell(
    database: Database, unused_tcp_port: int, tmp_path: Path
) -> None:
    shows = 0.0
    watch = Watch([WAKES], lambda: shows)
    shows += 130
    async with serve("127.0.0.1", unused_tcp_port, database, watch, []):
        code, said = await asked(tmp_path, PORT=str(unused_tcp_port))
    assert code == FAILED
    assert "two minutes. Please start Knowhow again." in said


async def test_where_none_runs_it_says_where_it_looked(unused_tcp_port: int, tmp_path: Path) -> None:
    code, said = await asked(tmp_path, PORT=str(unused_tcp_port))
    assert code == FAILED
    assert said.startswith(f"Nothing answers at 127.0.0.1, port {unused_tcp_port}. Does the bot run?")


@pytest.mark.parametrize("says", ["<p>Hello", "[1]"])
async def test_what_is_no_bot_is_not_taken_for_one(says: str, unused_tcp_port: int, tmp_path: Path) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=says)

    application = web.Application()
    application.router.add_get("/healthz", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    code, said = await asked(tmp_path, PORT=str(unused_tcp_port))
    await runner.cleanup()
    assert code == FAILED
    assert "is not the bot" in said


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("HOST", "a b")])
async def test_a_wrong_setting_is_a_sentence(name: str, value: str, tmp_path: Path) -> None:
    code, said = await asked(tmp_path, **{name: value})
    assert code == WRONG_USE
    assert f"\n  {name} must be " in said


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({}, ("127.0.0.1", 3000)),
        ({"HOST": "", "PORT": " "}, ("127.0.0.1", 3000)),
        ({"HOST": "0.0.0.0"}, ("127.0.0.1", 3000)),  # noqa: S104
        ({"HOST": "::", "PORT": "80"}, ("::1", 80)),
        ({"HOST": "10.1.2.3"}, ("10.1.2.3", 3000)),
    ],
)
def test_it_asks_where_the_bot_listens(given: Mapping[str, str], at: tuple[str, int], tmp_path: Path) -> None:
    assert address_to_ask(given, tmp_path) == at


def test_it_costs_no_import_that_is_slow() -> None:
    program = (
        "import sys; from bot.cli.healthy import healthy_command\ntry: healthy_command()\nexcept Exception: pass\n"
    )
    ran = subprocess.run(  # noqa: S603  (ours)
        [sys.executable, "-c", f"{program}print(*sys.modules)"],
        env={"PORT": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "bot.settings.address" in ran.stdout.split()
    assert set(ran.stdout.split()) & SLOW_TO_IMPORT == set()
