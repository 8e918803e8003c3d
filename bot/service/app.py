"""The one place where the parts are wired together."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from activities import offering
from bot.clock.clock import Clock
from bot.clock.watch import WAKES, Watch, outbox_of
from bot.delivery.awaited import AT_THE_START, Awaited, Connection, is_a_no
from bot.delivery.delivery import Delivery
from bot.delivery.ledger import Ledger
from bot.engine.appointing import key_those_without
from bot.engine.engine import Engine
from bot.engine.waking import Waking
from bot.faults.endings import said_of_another_app
from bot.faults.faults import log
from bot.platforms.pace import Pace
from bot.platforms.platform import Platform
from bot.service.metrics import counted
from bot.service.web import serve
from bot.settings.members import MISSING_FOR_TEAMS
from bot.settings.settings import Settings
from storage import calendar
from storage.database import Database
from storage.people import AnotherApp


@asynccontextmanager
async def running(settings: Settings, database: Database) -> AsyncIterator[Engine]:
    """Run the whole bot, from before the block until after it. The database must have its tables.

    A platform that cannot be reached is tried again meanwhile. Raises `SendingFailed` where the only one says no,
    `AnotherApp` where nobody has said whose app this is, and `CannotListen` or `OSError` where a port is taken.
    """
    pace = pace_of(database)
    rules, activities = settings.rules, offering(settings.templates)
    async with counted(settings, database, [one.name for one in activities], pace) as measures:
        engine = Engine(database, activities, rules, measures)
        engine.serving.begins()
        with database.writing() as session:
            key_those_without(session, rules.facilitators, rules.keys)
        engine.listing.write_down()
        awaited = _configured(settings, engine, pace)
        try:
            failures = await asyncio.gather(*(one.reach(AT_THE_START) for one in awaited))
            for one, failure in zip(awaited, failures, strict=True):
                if failure is None or not is_a_no(failure):  # nobody is let go of before it has said who is there
                    engine.listings.is_awaited(one.name)
                elif len(awaited) == 1:
                    raise failure
            async with _at_work(settings, engine, pace, awaited):
                yield engine
        finally:
            for one in awaited:
                if one.connection:
                    await one.connection.close()


@asynccontextmanager
async def _at_work(settings: Settings, engine: Engine, pace: Pace, awaited: Sequence[Awaited]) -> AsyncIterator[None]:
    """Keep going, for the length of the block, everything that goes on while the bot runs."""
    watch = Watch([WAKES])
    clock = Clock(Waking(engine), pace, watch)
    share = frozenset(one.name for one in awaited if one.shares)
    loop = asyncio.get_running_loop()
    engine.when_written = partial(loop.call_soon_threadsafe, clock.nudge)
    routes = [route for one in awaited for route in one.routes()]
    only_here = settings.teams is not None and settings.teams.is_insecure
    listening = serve(settings.host, settings.port, engine.database, watch, routes, only_here)
    async with listening, asyncio.TaskGroup() as tasks:

        async def begin(connection: Connection) -> None:
            delivery = _delivery(engine, connection.platform, pace, watch, share)
            tasks.create_task(delivery.run())
            clock.serve(connection.platform, delivery)
            await connection.start()

        async def begin_later(one: Awaited) -> None:
            watch.absent.add(one.name)
            try:
                connection = await one.is_reached()
            except AnotherApp as other:
                log.error("Nobody is served there. %s", said_of_another_app(other))
                return
            watch.absent.discard(one.name)
            await begin(connection)
            await clock.list_members(connection.platform)

        meanwhile: list[asyncio.Task[None]] = []
        for one in awaited:
            if one.connection:
                await begin(one.connection)
            else:
                meanwhile.append(tasks.create_task(begin_later(one)))
        meanwhile.append(tasks.create_task(clock.begin()))
        meanwhile.append(tasks.create_task(clock.night()))
        try:
            yield
        finally:
            for task in meanwhile:
                task.cancel()
            for one in awaited:
                if one.connection:
                    await one.connection.stop()
            await clock.stop()
            for delivery in clock.deliveries:
                delivery.stop()


def pace_of(database: Database) -> Pace:
    """Give the world's pace, or that of a rehearsal which this database keeps."""
    with database.reading() as session:
        own = calendar.own(session)
        return Pace(own.kept_since, own.pace) if own else Pace()


def _configured(settings: Settings, engine: Engine, pace: Pace) -> list[Awaited]:
    """Make every platform that the settings name, as one to be reached."""
    awaited: list[Awaited] = []
    if slack := settings.slack:
        from bot.slack.connection import connect  # a second's worth of imports, only where Slack is used
        from bot.slack.platform import SlackPlatform
        from bot.slack.web import PATH

        proxy = settings.proxy_for(slack.api_url)
        to_slack = partial(connect, engine, slack, pace, proxy, settings.ca_file)
        path = None if slack.app_token else PATH
        awaited.append(Awaited("slack", to_slack, path, shares=SlackPlatform.shares_conversations))
    if settings.teams_waits:
        log.warning("Nobody is served in Teams. %s", MISSING_FOR_TEAMS)
    elif teams := settings.teams:
        from bot.teams.connection import connect as connect_teams  # more than a second's worth
        from bot.teams.platform import TeamsPlatform
        from bot.teams.web import PATH as TEAMS_PATH

        to_teams = partial(connect_teams, engine, teams, pace, settings.proxy_for, settings.ca_file)
        awaited.append(Awaited("teams", to_teams, TEAMS_PATH, shares=TeamsPlatform.shares_conversations))
    return awaited


def _delivery(engine: Engine, platform: Platform, pace: Pace, watch: Watch, share: frozenset[str]) -> Delivery:
    with engine.database.writing() as session:
        at = engine.reception.workspace(session, platform.name, platform.tenant)
    has_looked = partial(watch.looked_at, outbox_of(platform.name))
    has_looked()
    return Delivery(Ledger(engine, at.id, pace, share), platform, pace, has_looked)
