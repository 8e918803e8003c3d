"""A platform that is configured, from when the bot starts: it may be reached at once, or only later."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web

from bot.faults.faults import log
from bot.platforms.platform import Away, MayHaveArrived, NotNow, Platform, SendingFailed

FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0
"""Seconds between two tries to reach a platform: so long at first, twice as long each time, and so long at most."""

AT_THE_START = 10.0
"""Real seconds for which the start waits for a platform: one that hangs is tried on while the other is served."""


class Connection(Protocol):
    """A platform that has been reached: what it sends with, what it answers over HTTP, and its own connection."""

    @property
    def platform(self) -> Platform:
        """What delivery sends with."""
        ...

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the platform's servers call here; nothing where the bot calls them."""
        ...

    async def start(self) -> None:
        """Begin to take events."""
        ...

    async def stop(self) -> None:
        """Take no more events, and finish those under way."""
        ...

    async def close(self) -> None:
        """Call nobody any more."""
        ...


class Awaited:
    """One platform, whether it can be reached or not.

    `path`: where its servers call; `None` where the bot calls them. `shares`: whether it can put people into one chat.
    `connection` is there once it has been reached.
    """

    def __init__(
        self, name: str, connect: Callable[[], Awaitable[Connection]], path: str | None, *, shares: bool
    ) -> None:
        self.name = name
        self.shares = shares
        self.connection: Connection | None = None
        self._connect = connect
        self._path = path

    def routes(self) -> list[web.RouteDef]:
        """Return what the platform's servers call here, from the start: until it is reached, they are asked to wait."""
        return [web.post(self._path, self._take)] if self._path else []

    async def reach(self, within: float | None = None) -> SendingFailed | None:
        """Try to reach it once, for so many real seconds at most; give back why that failed, if it did."""
        try:
            async with asyncio.timeout(within):
                self.connection = await self._connect()
        except SendingFailed as failure:
            return failure
        except TimeoutError:
            return NotNow()
        return None

    async def is_reached(self) -> Connection:
        """Try until it can be reached."""
        wait = FIRST_WAIT
        log.warning("%s: it does not answer, or does not know the bot. I keep trying; the rest goes on", self.name)
        while True:
            await asyncio.sleep(wait)
            await self.reach()
            if self.connection is not None:
                log.warning("%s: it answers now", self.name)
                return self.connection
            wait = min(2 * wait, LONGEST_WAIT)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        if self.connection is None:
            return web.Response(status=503, headers={"Retry-After": str(round(LONGEST_WAIT))})
        (route,) = self.connection.routes()
        answer: web.StreamResponse = await route.handler(request)
        return answer


def is_a_no(failure: SendingFailed) -> bool:
    """Say whether the platform was there and would have nothing to do with us, so that trying again may not help."""
    if isinstance(failure, Away):
        return failure.is_a_refusal
    return not isinstance(failure, NotNow | MayHaveArrived)
