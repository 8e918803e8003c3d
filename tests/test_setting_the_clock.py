"""A real bot in a process of its own, while its machine's clock is set: it goes on, answers, and ends when told to."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlmodel import col, func, select

from activities import ACTIVITIES
from activities.kit.cards import say
from bot.engine.engine import Engine
from bot.sandbox.faults import Slow, TooMany
from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from bot.sandbox.records import User
from bot.sandbox.rehearsal import free_port
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings.rules import Rules
from bot.slack.manifest import manifest
from storage import calendar, joining, organisations, people
from storage.database import Database
from storage.here import Here
from storage.schema import prepare
from storage.tables import Person, Wake
from tests.bot_process import PATHS

HOUR, DAY = 3600, 86_400
PATIENCE = 120
"""Seconds after which what has not happened is taken to happen never."""


@dataclass
class Machine:
    """A small Slack, a database, and the bot between them with a clock of its own."""

    slack: Sandbox
    engine: Engine
    process: asyncio.subprocess.Process
    port: int
    ann: str

    async def sets_clock(self, seconds: float) -> None:
        """Set the bot's clock on by so many seconds, or back."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{seconds}\n".encode())
        assert await self.process.stdout.readline() == b"set\n"

    def tells(self, what: str) -> None:
        """Put a message to Ann into the outbox, as a turn does."""
        with self.engine.database.writing() as session:
            organisation = organisations.sole(session, "Europe/London")
            turn = self.engine.turn(session, organisation, "coffee", "")
            turn.tell(session.exec(select(Person)).one(), say(what), (what,))

    async def hears(self, what: str) -> None:
        """Ann reads it."""
        seen = self.slack.people.sees
        await eventually(lambda: any(what in what_it_says(message) for message in seen(self.ann).messages))

    def wakes_at(self, when: datetime, *subjects: int) -> None:
        """Let moments come at which there is nothing to do."""
        with self.engine.database.writing() as session:
            here = organisations.sole(session, "Europe/London").id
            for subject in subjects:
                calendar.set_wake(Here(session, here), "library", "let_go", str(subject), when, prompted=False)

    def has_run_all(self) -> bool:
        """Whether no moment is left."""
        with self.engine.database.reading() as session:
            return session.exec(select(func.count(col(Wake.id))).where(Wake.what == "let_go")).one() == 0

    async def asks_for_help(self) -> None:
        """Ann types a command, and is answered."""
        chat = self.slack.workspace.open_direct([self.ann, self.slack.app.bot_user])
        before = self._answers(chat.id)
        await self.slack.people.types(self.ann, chat, "/coffee")
        await eventually(lambda: self._answers(chat.id) > before)

    def _answers(self, chat: str) -> int:
        return sum(
            "/coffee join" in what_it_says(message) for message in self.slack.workspace.visible_to(self.ann, chat)
        )

    async def health(self) -> int:
        """What `/healthz` answers."""
        async with (
            ClientSession(timeout=ClientTimeout(total=15)) as client,
            client.get(f"http://127.0.0.1:{self.port}/healthz") as answer,
        ):
            return answer.status

    async def ends(self, told_by: signal.Signals = signal.SIGTERM) -> int:
        """Tell the bot to stop; the code with which it ends."""
        self.process.send_signal(told_by)
        async with asyncio.timeout(20):  # ten are promised
            return await self.process.wait()


async def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (the truth lies in rows, which set no event)
            await asyncio.sleep(0.05)


@asynccontextmanager
async def a_machine(folder: Path, database_url: str) -> AsyncIterator[Machine]:
    """The bot knows Ann and has greeted her, and has nothing else to do."""
    workspace = Workspace()
    app = App.from_manifest(manifest(ACTIVITIES))
    async with Sandbox(workspace, app) as slack:
        ann = workspace.add_user("Ann Okafor", email="ann@example.org")
        port = free_port()
        given = {name: os.environ[name] for name in PATHS if name in os.environ}
        given |= slack.settings() | {"DATABASE_URL": database_url, "PORT": str(port), "KNOWHOW_FACILITATORS": ann.id}
        given["PYTHONPATH"] = str(Path(__file__).parents[1])
        database = Database(database_url)
        _is_known(database, workspace.team, ann)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.settable_clock", "run"),
            env=given,
            cwd=folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        machine = Machine(slack, Engine(database, ACTIVITIES, Rules(seed="1")), process, port, ann.id)
        machine.tells("Good morning")  # before the bot first looks: its next look is five seconds later
        try:
            async with asyncio.timeout(PATIENCE):
                await slack.socket_mode.connected()
            await machine.hears("Good morning")
            await machine.asks_for_help()
            yield machine
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            database.close()


def _is_known(database: Database, team: str, ann: User) -> None:
    """Let the bot find its tables, and Ann in them."""
    prepare(database)
    with database.writing() as session:
        at = people.workspace(session, "slack", team, "Europe/London")
        joining.know(session, at, ann.id, name=ann.real_name, email=ann.email, kind="member", active=True)


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    async with a_machine(tmp_path, f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}") as made:
        yield made


async def test_set_back_it_goes_on_looking_sending_and_ends_when_told_to(machine: Machine) -> None:
    for number, seconds in enumerate((-45, -2 * HOUR)):
        await machine.sets_clock(seconds)
        machine.wakes_at(calendar.THE_BEGINNING, number)
        machine.tells(f"Set back {number}")
        await machine.hears(f"Set back {number}")
        await eventually(machine.has_run_all)
    assert await machine.health() == 200
    assert await machine.ends() == 0


async def test_set_on_by_two_months_it_answers_while_it_works_through_what_fell_due(machine: Machine) -> None:
    machine.wakes_at(datetime.now(UTC) + timedelta(days=30), *range(100))
    await machine.sets_clock(60 * DAY)
    machine.tells("Set on")
    assert await machine.health() == 200
    await machine.asks_for_help()
    await machine.hears("Set on")
    await eventually(machine.has_run_all)
    await machine.sets_clock(-60 * DAY)
    machine.wakes_at(calendar.THE_BEGINNING, 1)
    await eventually(machine.has_run_all)


async def test_told_to_stop_it_ends_while_it_works_through_what_fell_due(machine: Machine) -> None:
    machine.wakes_at(calendar.THE_BEGINNING, *range(2000))
    assert await machine.ends(told_by=signal.SIGINT) == 0
    assert not machine.has_run_all()


@pytest.mark.parametrize("trouble", [pytest.param(Slow(300), marks=pytest.mark.slow), TooMany(300)])
async def test_told_to_stop_it_ends_while_the_platform_lets_it_wait(machine: Machine, trouble: Slow | TooMany) -> None:
    machine.slack.faults.on("chat.postMessage", trouble)
    calls = machine.slack.front_door.calls.count("chat.postMessage")
    machine.tells("Held up")
    await eventually(lambda: machine.slack.front_door.calls.count("chat.postMessage") > calls)
    assert await machine.ends() == 0


async def test_told_to_stop_it_ends_though_it_hangs(machine: Machine) -> None:
    machine.process.send_signal(signal.SIGUSR1)
    assert await machine.ends() == 0
