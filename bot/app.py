"""The one place where the parts are wired together."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Protocol

from aiohttp import web

from activities import offering
from bot.appointing import key_those_without
from bot.clock import Clock
from bot.delivery import Delivery
from bot.engine import Engine
from bot.ledger import Ledger
from bot.pace import Pace
from bot.platform import Platform
from bot.settings import Settings
from bot.waking import Waking
from bot.watch import WAKES, Watch, outbox_of
from bot.web import serve
from storage import calendar, people
from storage.database import Database


class Connection(Protocol):
    """A platform that is configured: what it sends with, what it answers over HTTP, and its own connection, if any."""

    @property
    def platform(self) -> Platform: ...

    def routes(self) -> Sequence[web.RouteDef]:
        """What the platform's servers call here; none where the bot calls them."""
        ...

    async def start(self) -> None:
        """Begin to take events."""
        ...

    async def stop(self) -> None:
        """Take no more events, and finish those under way."""
        ...


@asynccontextmanager
async def running(settings: Settings, database: Database) -> AsyncIterator[Engine]:
    """The whole bot, from before the block until after it. The database must have its tables."""
    pace = pace_of(database)
    rules = settings.rules
    engine = Engine(database, offering(settings.templates), rules)
    with database.writing() as session:
        key_those_without(session, rules.facilitators, rules.keys)
    engine.listing.write_down()
    async with _connected(settings, engine, pace) as connections, _at_work(settings, engine, pace, connections):
        yield engine


@asynccontextmanager
async def _at_work(
    settings: Settings, engine: Engine, pace: Pace, connections: Sequence[Connection]
) -> AsyncIterator[None]:
    """Everything that goes on while the bot runs."""
    platforms = [connection.platform for connection in connections]
    watch = Watch([WAKES, *(outbox_of(platform.name) for platform in platforms)])
    deliveries = _deliveries(engine, platforms, pace, watch)
    clock = Clock(Waking(engine), deliveries, platforms, pace, watch)
    loop = asyncio.get_running_loop()
    engine.when_written = partial(loop.call_soon_threadsafe, clock.nudge)
    routes = [route for connection in connections for route in connection.routes()]
    only_here = settings.teams is not None and settings.teams.is_insecure
    listening = serve(settings.host, settings.port, engine.database, watch, routes, only_here)
    async with listening, asyncio.TaskGroup() as tasks:
        for delivery in deliveries:
            tasks.create_task(delivery.run())
        clock.start()
        for connection in connections:
            await connection.start()
        listing = tasks.create_task(clock.night())
        try:
            yield
        finally:
            for connection in connections:
                await connection.stop()
            await clock.stop()
            listing.cancel()
            for delivery in deliveries:
                delivery.stop()


def pace_of(database: Database) -> Pace:
    """The world's pace, or that of a rehearsal which this database keeps."""
    with database.reading() as session:
        own = calendar.own(session)
        return Pace(own.kept_since, own.pace) if own else Pace()


@asynccontextmanager
async def _connected(settings: Settings, engine: Engine, pace: Pace) -> AsyncIterator[list[Connection]]:
    """Every platform that is configured, and nothing left open whatever happens."""
    async with AsyncExitStack() as opened:
        connections: list[Connection] = []
        if settings.slack:
            from bot.slack.connection import connect  # a second's worth of imports, only where Slack is used

            proxy = settings.proxy_for(settings.slack.api_url)
            connections.append(await connect(engine, settings.slack, pace, proxy, settings.ca_file))
        if settings.teams:
            from bot.teams.connection import connect as connect_teams  # more than a second's worth

            teams = await connect_teams(engine, settings.teams, pace, settings.proxy_for, settings.ca_file)
            opened.push_async_callback(teams.close)
            connections.append(teams)
        yield connections


def _deliveries(engine: Engine, platforms: Sequence[Platform], pace: Pace, watch: Watch) -> list[Delivery]:
    share = frozenset(platform.name for platform in platforms if platform.can.group_message)
    made = []
    for platform in platforms:
        with engine.database.writing() as session:
            at = people.workspace(session, platform.name, platform.tenant, engine.rules.timezone)
        has_looked = partial(watch.looked_at, outbox_of(platform.name))
        made.append(Delivery(Ledger(engine, people.sure(at.id), pace, share), platform, pace, has_looked))
    return made
