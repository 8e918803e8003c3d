"""Trying again what surely did not arrive, with growing waits and jitter: for what somebody waits for just now."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from bot.platforms.pace import Pace
from bot.platforms.platform import NotNow

Result = TypeVar("Result")

TRIES = 4


async def patiently(pace: Pace, call: Callable[[], Awaitable[Result]], random: Random, tries: int = TRIES) -> Result:
    """Make a call, tried so many times. Raises the last `NotNow`, and every other failure at once."""
    for attempt in range(1, tries):
        try:
            return await call()
        except NotNow as not_now:
            growing = 2.0**attempt * random.uniform(0.25, 0.5)
            await pace.sleep(growing if not_now.wait is None else not_now.wait)
    return await call()
