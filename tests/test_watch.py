"""`/healthz`: well while somebody looks for what there is to do, and else a sentence that says who does not."""

import asyncio
from functools import partial

import pytest
from aiohttp import ClientSession

from bot.clock.clock import Clock
from bot.clock.watch import WAKES, Watch, outbox_of
from bot.delivery.delivery import Delivery
from bot.platforms.pace import Pace
from bot.service.web import serve
from storage.database import Database
from tests.test_delivery import House, eventually
from tests.test_waking import Night


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.shows = 1000.0

    def __call__(self) -> float:
        return self.shows


@pytest.fixture
def hands() -> Hands:
    return Hands()


async def health(database: Database, watch: Watch, port: int) -> tuple[int, str]:
    """What is answered, and why."""
    address = f"http://127.0.0.1:{port}/healthz"
    async with serve("127.0.0.1", port, database, watch, []), ClientSession() as client, client.get(address) as answer:
        return answer.status, (await answer.json()).get("why", "")


async def test_it_says_what_nobody_has_looked_at_for_two_minutes(
    database: Database, hands: Hands, unused_tcp_port: int
) -> None:
    watch = Watch([WAKES, outbox_of("slack")], hands)
    hands.shows += 110
    watch.looked_at(WAKES)
    assert await health(database, watch, unused_tcp_port) == (200, "")
    hands.shows += 20
    status, why = await health(database, watch, unused_tcp_port)
    assert (status, why.split(". ")[0]) == (503, "Nobody has looked at the outbox of slack for two minutes")
    watch.looked_at(outbox_of("slack"))
    assert await health(database, watch, unused_tcp_port) == (200, "")


def _away() -> None:
    raise ConnectionError


async def test_a_tick_counts_only_when_it_could_look(database: Database, hands: Hands) -> None:
    watch = Watch([WAKES], hands)
    clock = Clock(Night(database).waking, Pace(), watch)
    hands.shows += 130
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(database.engine, "connect", _away)
        await clock.tick()
    assert watch.neglected() == [WAKES]
    await clock.tick()
    assert watch.neglected() == []


async def test_whoever_delivers_looks_and_so_does_whoever_waits_for_the_lease(database: Database) -> None:
    house, looks = House(database), list[str]()
    first, second = (
        Delivery(house.delivery().ledger, house.far, Pace(), partial(looks.append, name))
        for name in ("first", "second")
    )
    running = [asyncio.create_task(one.run()) for one in (first, second)]
    await eventually(lambda: {"first", "second"} <= set(looks))
    for one in (first, second):
        one.stop()
    await asyncio.gather(*running)
