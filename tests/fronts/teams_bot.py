"""The bot, connected to a small Teams: its real endpoint, real tokens, real delivery."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from pydantic import SecretStr

from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.service.web import LARGEST_BODY
from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.teams.connection import Microsoft, TeamsConnection, connect
from bot.teams.hosts import THIS_MACHINES, Hosts
from tests.fronts.delivering import deliver
from tests.fronts.teams_service import Service

FASTER = 1000.0
"""How much faster limits and retries pass here."""


@dataclass
class TeamsBot:
    """Both ends of the wire, running."""

    engine: Engine
    service: Service
    connection: TeamsConnection
    ledger: Ledger
    pace: Pace

    async def lists_everybody(self) -> None:
        """What the clock does each night: bring up to date whoever is known."""
        async for profile in self.connection.platform.everybody():
            await asyncio.to_thread(self.engine.meet, profile)

    async def delivers(self) -> None:
        """Send everything that may leave by now."""
        await deliver(self.ledger, self.connection.platform, self.pace)


@asynccontextmanager
async def in_a_small_teams(engine: Engine, service: Service, hosts: Hosts = THIS_MACHINES) -> AsyncIterator[TeamsBot]:
    """Microsoft's far end, and the bot connected to it."""
    async with serving(service.application()) as service.address, connected(engine, service, hosts) as bot:
        yield bot


@asynccontextmanager
async def connected(engine: Engine, service: Service, hosts: Hosts = THIS_MACHINES) -> AsyncIterator[TeamsBot]:
    """The bot, connected to a far end that is there already; it knows nothing but what is in its database."""
    pace = Pace(factor=FASTER)
    teams = Teams(service.app_id, SecretStr("secret"), AppType.SINGLE_TENANT, service.tenant)
    microsoft = Microsoft(keys_at=service.keys_at, hosts=hosts, token=_token)
    connection = await connect(engine, teams, pace, microsoft=microsoft)
    application = web.Application(client_max_size=LARGEST_BODY)
    application.add_routes(connection.routes())
    try:
        async with serving(application) as address:
            service.bot_url = f"{address}/api/messages"
            yield TeamsBot(engine, service, connection, _ledger(engine, connection, pace), pace)
            await connection.stop()
    finally:
        await connection.close()


@asynccontextmanager
async def serving(application: web.Application) -> AsyncIterator[str]:
    """The application at an address of its own."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def _token() -> str:
    return "our own"


def _ledger(engine: Engine, connection: TeamsConnection, pace: Pace) -> Ledger:
    platform = connection.platform
    with engine.database.writing() as session:
        at = engine.reception.workspace(session, platform.name, platform.tenant)
    return Ledger(engine, at.id, pace, frozenset())
