"""One aiohttp application: what platforms call, and whether the bot is well."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web, web_response
from sqlalchemy.exc import DBAPIError

from bot.outages import under_way
from bot.this_machine import only_from_this_machine
from bot.watch import Watch
from storage.database import Database

LARGEST_BODY = 1024 * 1024
"""Bytes: many times what any platform sends."""


ENDS_WITHIN = 2.0
"""Seconds for which requests under way are waited for at the end."""


@asynccontextmanager
async def serve(
    host: str,
    port: int,
    database: Database,
    watch: Watch,
    routes: Sequence[web.RouteDef],
    only_here: bool = False,
) -> AsyncIterator[None]:
    """Answer on `host` and `port` for as long as the block runs. Raises `OSError` where the port is taken.

    `only_here`: what is called takes anybody's word, so only programs of this machine may call.
    """
    say_no_version()
    guards = [only_from_this_machine] if only_here else []
    application = web.Application(client_max_size=LARGEST_BODY, middlewares=guards)
    application.add_routes([*routes, web.get("/healthz", _health(database, watch))])
    # An address may hold what somebody typed, so none is logged.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=ENDS_WITHIN)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


def say_no_version() -> None:
    """Let no server of ours tell which version of what answers.

    aiohttp has no setting for it, and asks no handler of ours when it answers what is no HTTP by itself.
    """
    web_response.SERVER_SOFTWARE = "Knowhow"  # type: ignore[attr-defined]  # it is imported there


def _health(database: Database, watch: Watch) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_request: web.Request) -> web.Response:
        try:
            away = await asyncio.to_thread(_look, database)
        except DBAPIError:
            why = "The database cannot be reached. `knowhow doctor` says more."
            return web.json_response({"database": "away", "why": why}, status=503)
        if neglected := watch.neglected():
            why = f"Nobody has looked at {' and '.join(neglected)} for two minutes. Please start Knowhow again."
            return web.json_response({"database": "here", "why": why}, status=503)
        if away:  # starting again would not help, so whoever starts what is unwell again is not asked to
            return web.json_response({"database": "here", "why": " ".join(away)})
        return web.json_response({"database": "here"})

    return answer


def _look(database: Database) -> list[str]:
    """What there is to say of platforms; raises where the database cannot be read."""
    with database.reading() as session:
        return under_way(session)
