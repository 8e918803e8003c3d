"""How many connections Slack counts for this app, against those that this database's own processes have opened.

Slack says it in the hello with which a connection begins (https://docs.slack.dev/apis/events-api/using-socket-mode). A
connection of our own is told by its row: each process writes one, again and again. What Slack counts beyond that is
looked at at once and after a while, since others may just be starting, stopping or connecting anew.

For a look a connection is opened and closed again. What is pressed in the instant in which it closes may be lost, so it
is done where a hello was odd, and now and then while nobody presses anything.
"""

import asyncio
import contextlib
import secrets
from datetime import UTC, datetime, timedelta

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.delivery import other_copies
from bot.engine.engine import Engine
from bot.faults.faults import note
from bot.slack.lookups import SLACK
from bot.slack.sockets import Client
from bot.slack.text import Json
from bot.slack.tiers import Tiers
from storage import processes

BEATS_EVERY = 30.0
STALE_AFTER = timedelta(seconds=120)
"""A process that has not said for so long that it runs is no more, as this process sees it."""

LOOKS_EVERY = 3600.0
LOOKS_AGAIN_AFTER = 60.0
"""Seconds between two looks at how many connections there are, and before one that confirms another."""

PATIENCE = 20.0
SELDOM = 1.0
"""Real seconds between two beats, at least, however fast the pace is."""


class Hellos:
    """Counts connections for one process of one installation."""

    def __init__(self, engine: Engine, tenant: str, tiers: Tiers) -> None:
        self._engine = engine
        self._pace, self._are_pressing = tiers.pace, tiers.are_pressing
        self._holder = secrets.token_hex(8)
        with engine.database.writing() as session:
            self._workspace = engine.reception.workspace(session, SLACK, tenant).id
        self._seen: dict[str, tuple[datetime, datetime]] = {}
        self._suspects = asyncio.Event()

    async def begin(self, client: Client) -> None:
        """Say that this process runs, before it connects, and listen to hellos."""
        await asyncio.to_thread(self._beat)
        client.greeted = self._hear

    async def run(self, client: Client) -> None:
        """Go on saying so, and look at how many connections there are, where a hello is odd, and now and then."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._go_on())
            tasks.create_task(self._look_out(client))

    async def end(self) -> None:
        """Note that this process has no connection any more."""
        with contextlib.suppress(DBAPIError):  # then the others take it for gone after a while
            await asyncio.to_thread(self._end)

    async def _hear(self, hello: Json) -> None:
        with contextlib.suppress(DBAPIError):
            if _number(hello) > await self._ours():
                self._suspects.set()

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(max(BEATS_EVERY / self._pace.factor, SELDOM))
            with contextlib.suppress(DBAPIError):
                await asyncio.to_thread(self._beat)

    async def _look_out(self, client: Client) -> None:
        while True:
            try:
                await asyncio.wait_for(self._suspects.wait(), LOOKS_EVERY / self._pace.factor)
            except TimeoutError:
                while self._are_pressing():
                    await self._pace.sleep(LOOKS_AGAIN_AFTER)
            self._suspects.clear()
            try:
                await self._look(client)
            except (SlackApiError, ClientError, TimeoutError, OSError, ValueError, DBAPIError) as error:
                note("look at connections", error)

    async def _look(self, client: Client) -> None:
        """Begin or end to say that there are others, once that shows twice."""
        are_known = await asyncio.to_thread(self._are_known)
        if await self._are_others(client) is are_known:
            return
        await self._pace.sleep(LOOKS_AGAIN_AFTER)
        if await self._are_others(client) is not are_known:
            tell = other_copies.end if are_known else other_copies.begin
            await asyncio.to_thread(tell, self._engine, self._workspace)
            self._engine.when_written()

    async def _are_others(self, client: Client) -> bool:
        """Open a connection for the sake of its hello."""
        async with asyncio.timeout(PATIENCE), client.another_line() as line:
            return _number(line.hello) - 1 > await self._ours()

    async def _ours(self) -> int:
        return await asyncio.to_thread(self._count)

    def _count(self) -> int:
        """Count the processes of this database that are connected; those that are silent are forgotten."""
        now = self._pace.now()
        with self._engine.database.reading() as session:
            rows = {row.holder: row.seen_at for row in processes.running(session, self._workspace)}
        for holder, seen_at in rows.items():
            if self._seen.get(holder, (None,))[0] != seen_at:
                self._seen[holder] = seen_at, now
        silent = {one for one in rows if one != self._holder and now - self._seen[one][1] > STALE_AFTER}
        if silent:
            with self._engine.database.writing() as session:
                processes.ends(session, silent)
        return len(rows) - len(silent)

    def _beat(self) -> None:
        with self._engine.database.writing() as session:
            processes.beats(session, self._workspace, self._holder, datetime.now(UTC))

    def _end(self) -> None:
        with self._engine.database.writing() as session:
            processes.ends(session, {self._holder})

    def _are_known(self) -> bool:
        with self._engine.database.reading() as session:
            return processes.are_others(session, self._workspace)


def known_to_run(session: Session, tenant: str, app: str) -> int:
    """Count the processes of this database that are connected as an app, as somebody sees it who looks but once."""
    return processes.seen_since(session, tenant, app, datetime.now(UTC) - STALE_AFTER)


def _number(hello: Json) -> int:
    said = hello.get("num_connections")
    return said if isinstance(said, int) else 0
