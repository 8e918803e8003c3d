"""A bot that runs, and what Prometheus reads of it while people use it."""

import asyncio
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlmodel import select

from activities import ACTIVITIES
from bot.engine.measures import NOBODY_COUNTS
from bot.metrics.names import METRICS
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.faults import Says
from bot.sandbox.installation import App
from bot.sandbox.records import User
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.service.app import running
from bot.service.metrics import CannotListen
from bot.settings.settings import read_settings
from bot.slack.manifest import manifest
from storage import organisations
from storage.database import Database
from storage.tables import Organisation
from tests.metrics.scraping import Scrape, names, read, scraped, value
from tests.test_delivery import eventually

SHOWN = {"kind": "command", "outcome": "shown"}
HOSTILE = ('join", person="Ann', "943 476 5919", "\N{SNOWMAN}")


@dataclass
class Bot:
    """A bot that runs, its Slack, and where it is scraped."""

    workspace: Workspace
    slack: Sandbox
    app: App
    database: Database
    port: int

    async def types(self, user: User, text: str) -> None:
        chat = self.workspace.open_direct([user.id, self.app.bot_user])
        await self.slack.people.types(user.id, chat, text)


@asynccontextmanager
async def a_bot(sqlite_url: str, folder: Path, ports: tuple[int, int]) -> AsyncIterator[Bot]:
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    database = Database(sqlite_url)
    async with Sandbox(workspace, app, deadlines=PaceClock(UNHURRIED)) as slack:
        given = {"DATABASE_URL": sqlite_url, **slack.settings(), "PORT": str(ports[0])}
        settings = read_settings({**given, "KNOWHOW_METRICS_PORT": str(ports[1])}, folder)
        async with running(settings, database):
            await slack.socket_mode.connected()
            yield Bot(workspace, slack, app, database, ports[1])
    database.close()


@pytest.fixture
async def bot(sqlite_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]) -> AsyncIterator[Bot]:
    async with a_bot(sqlite_url, tmp_path, (unused_tcp_port_factory(), unused_tcp_port_factory())) as made:
        yield made


async def test_under_load_every_scrape_can_be_read_and_counts_what_people_did(bot: Bot) -> None:
    staff = [bot.workspace.add_user(f"Ann Okafor {number}", email=f"ann{number}@example.org") for number in range(8)]

    async def uses(user: User) -> None:
        await bot.slack.people.opens_home(user)
        for _ in range(5):
            await bot.types(user, "/coffee status")

    using = asyncio.gather(*map(uses, staff))
    seen = [read(await scraped(bot.port))]
    while not using.done():
        seen.append(read(await scraped(bot.port)))
        await asyncio.sleep(0.02)
    await using
    last = await done(bot, 40)
    counted = [value(one, "knowhow_turns_total", **SHOWN) for one in (*seen, last)]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (0, 40)
    assert value(last, "knowhow_turns_total", kind="home", outcome="shown") >= 8
    assert value(last, "knowhow_turn_duration_seconds_count", kind="command") == 40
    assert value(last, "knowhow_acknowledgement_duration_seconds_count", platform="slack", kind="command") == 40
    assert value(last, "knowhow_events_waiting") == 0
    assert value(last, "knowhow_lease_held", platform="slack") == 1
    assert value(last, "knowhow_database_up") == 1
    assert value(last, "knowhow_turns_total", kind="command", outcome="failed") == 0


async def done(bot: Bot, commands: int) -> Scrape:
    """The scrape once so many commands have had their turn: what takes long is acknowledged before."""
    async with asyncio.timeout(60):
        last = read(await scraped(bot.port))
        while value(last, "knowhow_turns_total", **SHOWN) < commands:
            last = read(await scraped(bot.port))
    return last


async def test_every_metric_is_there_and_no_other(bot: Bot) -> None:
    with bot.database.writing() as session:
        organisations.backed_up(session, datetime.now(UTC))
    await eventually(lambda: a_night_was_run(bot.database))
    text = await scraped(bot.port)
    told = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE knowhow_")}
    assert told == {one.name for one in METRICS}
    assert {one.name for one in METRICS} - {base(name) for name in names(read(text))} == set()
    for one in METRICS:
        assert f"# TYPE {one.name} {one.type}\n" in text
        assert f"# HELP {one.name} {one.help}\n" in text
    assert "process_resident_memory_bytes" in text


def a_night_was_run(database: Database) -> bool:
    with database.reading() as session:
        return session.exec(select(Organisation)).one().night is not None


def base(name: str) -> str:
    return name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum")


async def test_nobody_and_nothing_typed_stands_in_a_scrape(bot: Bot) -> None:
    ann = bot.workspace.add_user("Ann Okafor", email="ann@example.org", title="Lead of Radiology")
    for word in HOSTILE:
        await bot.types(ann, f"/coffee {word}")
        await bot.types(ann, f"/knowhow {word}")
    text = await scraped(bot.port)
    assert value(read(text), "knowhow_turns_total", kind="command", outcome="shown") == 2 * len(HOSTILE)
    for word in (*HOSTILE, "Ann", "Okafor", "Radiology", "example.org", ann.id, bot.workspace.team):
        assert word not in text


async def test_what_slack_refuses_is_counted_by_its_code(bot: Bot) -> None:
    ann = bot.workspace.add_user("Ann Okafor", email="ann@example.org")
    for code in ("invalid_blocks", "made_up_by_somebody"):
        bot.slack.faults.on("views.publish", Says(code))
        await bot.slack.people.opens_home(ann)
    scrape = read(await scraped(bot.port))
    assert value(scrape, "knowhow_refusals_total", platform="slack", code="invalid_blocks") == 1
    assert value(scrape, "knowhow_refusals_total", platform="slack", code="other") == 1


async def test_it_answers_there_alone_and_only_who_reads(bot: Bot) -> None:
    async with ClientSession(f"http://127.0.0.1:{bot.port}") as client:
        for path, status in (("/", 404), ("/healthz", 404), ("/slack/events", 404), ("/metrics", 200)):
            async with client.get(path) as answer:
                assert answer.status == status, path
                assert answer.headers["Server"] == "Knowhow"
        async with client.post("/metrics", data=b"knowhow_turns_total 0") as answer:
            assert answer.status == 405
        async with client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"}) as answer:
            assert (await answer.text()).endswith("# EOF\n")


async def test_without_a_port_nothing_is_counted_and_nobody_listens(
    sqlite_url: str, tmp_path: Path, unused_tcp_port: int
) -> None:
    workspace, app = Workspace(), App.from_manifest(manifest(ACTIVITIES))
    database = Database(sqlite_url)
    async with Sandbox(workspace, app) as slack:
        given = {"DATABASE_URL": sqlite_url, **slack.settings(), "PORT": str(unused_tcp_port)}
        async with running(read_settings(given, tmp_path), database) as engine:
            assert engine.counting.measures is NOBODY_COUNTS
    database.close()


async def test_where_the_port_is_taken_it_says_so_in_one_sentence(
    sqlite_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    ports = unused_tcp_port_factory(), unused_tcp_port_factory()
    with socket.create_server(("127.0.0.1", ports[1])), pytest.raises(CannotListen) as why:
        async with a_bot(sqlite_url, tmp_path, ports):
            pass
    assert re.fullmatch(
        rf"Cannot listen on 127\.0\.0\.1:{ports[1]} for metrics: .+\. Please set KNOWHOW_METRICS_PORT or "
        r"KNOWHOW_METRICS_HOST\.",
        str(why.value),
    )


async def test_once_the_bot_has_ended_another_may_listen_there(
    sqlite_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    ports = unused_tcp_port_factory(), unused_tcp_port_factory()
    for _ in range(2):
        async with a_bot(sqlite_url, tmp_path, ports) as bot:
            assert value(read(await scraped(bot.port)), "knowhow_database_up") == 1
    assert not [
        one for one in threading.enumerate() if one.name.startswith("metrics") and not one.daemon and one.is_alive()
    ]
