"""A play with a dozen people, its page on a port of its own, and browser windows that look at it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.sandbox.demo import on_stage
from bot.sandbox.hospital import the_case
from bot.sandbox.page.hosting import OnStage, host
from bot.sandbox.page.play import Play
from tests.page.chromium import QUIET, chromium
from tests.page.visitor import Visitor

PEOPLE = the_case()[:8]
DESKTOP = ViewportSize(width=1360, height=860)
PHONE = ViewportSize(width=360, height=740)

Opens: TypeAlias = Callable[..., AbstractAsyncContextManager["Theatre"]]


class Theatre:
    """The page of one play. `play` is what is on, and a new one after “start again”."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.play: Play

    def user(self, name: str) -> str:
        """The id of somebody by their name."""
        return next(user.id for user in self.play.stage.slack.workspace.users.values() if user.real_name == name)


@asynccontextmanager
async def theatre_in(folder: Path, begin: OnStage | None = None) -> AsyncIterator[Theatre]:
    """Open the page on what the folder keeps, or on the first morning; with another app than the bot if `begin` has."""
    made = Theatre(folder)
    opened = asyncio.Event()

    def greet(address: str) -> None:
        made.address = address

    async def note(play: Play) -> None:
        made.play = play
        opened.set()
        await asyncio.Event().wait()

    begin = begin or partial(on_stage, folder, PEOPLE, "1")
    hosting = asyncio.create_task(host(folder, begin, port=0, greet=greet, meanwhile=note))
    waiting = asyncio.create_task(opened.wait())
    await asyncio.wait((hosting, waiting), return_when=asyncio.FIRST_COMPLETED)
    try:
        if hosting.done():
            hosting.result()
        yield made
    finally:
        for task in (waiting, hosting):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@pytest_asyncio.fixture(loop_scope="package")
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    """A fresh play."""
    async with theatre_in(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    """A real browser, the same for every test."""
    path = chromium()
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        await launched.close()


Visits: TypeAlias = Callable[..., AbstractAsyncContextManager[Visitor]]


@pytest.fixture
def visits(theatre: Theatre, browser: Browser) -> Visits:
    """Open a window: `async with visits("Amara Okafor") as amara: …`."""
    return visits_to(theatre, browser)


def visits_to(theatre: Theatre, browser: Browser) -> Visits:
    """Windows on a play; anything that the browser complains of fails."""

    @asynccontextmanager
    async def visit(name: str = "", size: ViewportSize = DESKTOP) -> AsyncIterator[Visitor]:
        context = await browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce")
        page = await context.new_page()
        complaints = _complaints(page)
        await page.goto(f"{theatre.address}/{f'?as={theatre.user(name)}' if name else ''}")
        await page.locator("#sidebar .me").wait_for()
        yield Visitor(page)
        assert complaints == []
        await context.close()

    return visit


def _complaints(page: Page) -> list[str]:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    return complaints
