"""One aiohttp application: what platforms call, and whether the bot is well."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import web, web_response
from sqlalchemy.exc import DBAPIError

from bot.clock.watch import Watch
from bot.delivery.outages import called, under_way
from bot.faults.faults import discreet_logger
from bot.settings.values import LOOPBACK
from storage.database import Database

LARGEST_BODY = 1024 * 1024
"""Bytes: many times what any platform sends."""


LOOKS_FOR = 0.8
"""Seconds that the database may take to be looked at; whoever asks how the bot is waits for one at most."""

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
    guards = [only_from_this_machine] if only_here else []
    application = web.Application(client_max_size=LARGEST_BODY, middlewares=guards)
    application.add_routes([*routes, web.get("/healthz", _health(database, watch))])
    async with listening(host, port, application):
        yield


@asynccontextmanager
async def listening(host: str, port: int, application: web.Application) -> AsyncIterator[None]:
    """Have an application answer there for as long as the block runs. Raises `OSError` where the port is taken."""
    say_no_version()
    # An address may hold what somebody typed, so none is logged.
    # What is malformed is quoted by the library's own log, headers with tokens in them too.
    runner = web.AppRunner(application, access_log=None, logger=discreet_logger("web"), shutdown_timeout=ENDS_WITHIN)
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
    looking = ThreadPoolExecutor(1, "health")  # of its own: a database that hangs keeps every other thread waiting
    look: asyncio.Future[str | list[str]] | None = None

    async def answer(_request: web.Request) -> web.Response:
        nonlocal look
        if look is None or look.done():
            look = asyncio.get_running_loop().run_in_executor(looking, _look, database)
        try:
            async with asyncio.timeout(LOOKS_FOR):
                found = await asyncio.shield(look)
        except TimeoutError:
            found = "The database does not answer. `knowhow doctor` says more."
        if isinstance(found, str):
            return web.json_response({"database": "away", "why": found}, status=503)
        if neglected := watch.neglected():
            why = f"Nobody has looked at {' and '.join(neglected)} for two minutes. Please start Knowhow again."
            return web.json_response({"database": "here", "why": why}, status=503)
        absent = [f"{called(name)} does not answer, or does not know the bot. I keep trying." for name in watch.absent]
        # Starting again would not help, so whoever starts what is unwell again is not asked to.
        if found := [*absent, *found]:
            return web.json_response({"database": "here", "why": " ".join(found)})
        return web.json_response({"database": "here"})

    return answer


def _look(database: Database) -> str | list[str]:
    """Say why the database is of no use, or else what there is to say of platforms."""
    if not database.is_itself():
        return "The database’s file was deleted, moved or replaced."
    if database.is_full():
        return "The disk is full, so nothing can be kept. Make room: nothing else is needed."
    try:
        with database.reading() as session:
            return under_way(session)
    except DBAPIError:
        return "The database cannot be reached. `knowhow doctor` says more."


Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what is meant for another host, or sent by a page of another site.

    A page elsewhere could have its own name point here; and it may post here without being allowed to, though it is
    not given the answer. Browsers say in `Origin` whose page it is; programs say nothing there.
    """
    try:
        host, page = urlsplit(f"//{request.host}").hostname, urlsplit(request.headers.get("Origin", "")).netloc
    except ValueError:
        raise web.HTTPBadRequest from None
    if host not in LOOPBACK:
        raise web.HTTPMisdirectedRequest
    if "Origin" in request.headers and page != request.host:
        raise web.HTTPForbidden
    return await handler(request)
