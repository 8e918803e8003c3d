"""The clock: it lists everybody until it may; stopping it lets a tick that is under way end, and begins none."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.clock.clock import Clock
from bot.clock.watch import WAKES, Watch
from bot.platforms.pace import Pace
from bot.platforms.platform import Away, MayHaveArrived, Refused, SendingFailed
from storage.database import Database
from storage.tables import Organisation
from tests.databases import Outage
from tests.fakes import FarEnd
from tests.test_waking import MONDAY, Night
from tests.town import LONDON, Town


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


@pytest.mark.parametrize(
    ("failures", "calls"), [([Away("token_revoked"), MayHaveArrived()], 3), ([Refused("unknown_method")], 1)]
)
async def test_everybody_is_listed_again_until_it_works_unless_it_never_will(
    night: Night, failures: list[SendingFailed], calls: int
) -> None:
    clock, far, left = Clock(night.waking, Pace(factor=10_000.0), Watch([WAKES])), FarEnd(), iter(failures)
    far.trouble = lambda _method, _about: next(left, None)
    await clock.list_members(far)
    assert far.calls == [("everybody", "")] * calls
    assert night.waking.engine.listings.cover(MONDAY - timedelta(seconds=1))


async def test_a_night_in_which_the_database_is_away_ends_nothing(clock: Clock, outage: Outage) -> None:
    outage.begin()
    await clock.night()
    outage.end()


def test_a_night_has_come_at_three_in_the_morning_and_comes_once(town: Town) -> None:
    ran = []
    with town.database.writing() as session:
        session.exec(select(Organisation)).one().night = None  # as where none was run yet
    for hour, minute in ((0, 0), (2, 59), (3, 0), (3, 1)):
        town.stands_at(datetime(2026, 11, 3, hour, minute, tzinfo=LONDON))
        ran.append(town.nights.run_due())
    assert ran == [True, False, True, False]  # the first is that of the day before
