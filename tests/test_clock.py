"""The clock: stopping it lets a tick that is under way end, and begins none."""

import asyncio

import pytest

from bot.clock import Clock
from bot.pace import Pace
from bot.watch import WAKES, Watch
from storage.database import Database
from tests.test_waking import MONDAY, Night


@pytest.fixture
def night(database: Database) -> Night:
    night = Night(database)
    night.wakes_at(MONDAY, 1)
    return night


@pytest.fixture
def clock(night: Night) -> Clock:
    return Clock(night.waking, Pace(), Watch([WAKES]))


async def test_a_tick_that_has_begun_ends_before_the_clock_has_stopped(night: Night, clock: Clock) -> None:
    clock.start()
    tick = asyncio.create_task(clock.tick())
    await asyncio.sleep(0)
    await clock.stop()
    assert tick.done()
    assert night.row() is None


async def test_a_tick_that_has_not_begun_does_nothing_once_the_clock_has_stopped(night: Night, clock: Clock) -> None:
    clock.start()
    tick = asyncio.create_task(clock.tick())
    await clock.stop()
    await tick
    assert night.row() is not None
