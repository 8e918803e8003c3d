"""`knowhow demo`: the page, the bot and the small Slack behind it, until Ctrl+C."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from aiohttp import web

from activities import ACTIVITIES
from bot.faults.faults import discreet_logger
from bot.sandbox.page.in_slack import INVITE
from bot.sandbox.page.play import Play, forget
from bot.sandbox.page.serving import Page
from bot.sandbox.troupe import Troupe
from bot.service.stopping import told_to_stop
from bot.service.web import say_no_version
from bot.slack.manifest import manifest

OnStage = Callable[[], AbstractAsyncContextManager[Troupe]]
"""Begins a play in the folder, or goes on with the one there, for as long as it is entered."""


async def host(
    folder: Path,
    on_stage: OnStage,
    *,
    port: int,
    greet: Callable[[str], None],
    meanwhile: Callable[[Play], Awaitable[None]] | None = None,
) -> None:
    """Serve the page on 127.0.0.1 until the program is told to stop; raises `OSError` where the port is taken.

    `greet` is told the page's address once it answers there. `meanwhile` runs beside the first play.
    """
    page = Page()
    say_no_version()
    runner = web.AppRunner(page.application(), access_log=None, logger=discreet_logger("page"), shutdown_timeout=0.5)
    await runner.setup()
    with told_to_stop() as stopping:
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            greet(f"http://127.0.0.1:{runner.addresses[0][1]}")
            while await _play(page, folder, on_stage, stopping, meanwhile):
                forget(folder)
                meanwhile = None
        finally:
            await runner.cleanup()


async def _play(
    page: Page,
    folder: Path,
    on_stage: OnStage,
    stopping: asyncio.Event,
    meanwhile: Callable[[Play], Awaitable[None]] | None,
) -> bool:
    """Put on one play, from its start to the next; true if it is to begin again."""
    again = asyncio.Event()
    async with on_stage() as troupe:
        play = Play(troupe, _commands(), again.set)
        async with play.on():
            await page.put_on(play)
            beside = asyncio.ensure_future(meanwhile(play)) if meanwhile else None
            await _first_of(again, stopping)
            if beside:
                beside.cancel()
                await asyncio.gather(beside, return_exceptions=True)
            await page.take_off()
    return again.is_set() and not stopping.is_set()


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def _commands() -> list[dict[str, str]]:
    commands: list[dict[str, str]] = manifest(ACTIVITIES)["features"]["slash_commands"]
    return [*commands, INVITE]
