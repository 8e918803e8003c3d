"""What a platform has answered is kept until the database can take it."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from activities.kit.cards import say
from activities.kit.events import Why
from bot.delivery.delivery import until_recorded
from bot.platforms.pace import Pace
from bot.platforms.platform import Refused, SendingFailed
from storage.database import Database
from tests.databases import Outage
from tests.test_delivery import House, eventually

PACE = Pace(factor=60.0)
IS_TRIED_AGAIN = "tried again"


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


@pytest.mark.parametrize("together", [True, False])
async def test_an_answer_outlives_a_fault_of_the_database(
    house: House, outage: Outage, caplog: pytest.LogCaptureFixture, together: bool
) -> None:
    def begins(method: str, _about: str) -> None:
        if method == "post":
            outage.begin()

    house.far.trouble = begins
    if together:  # nobody could look up whether that has arrived
        house.introduce(["UA", "UB"], say("meet"), "intro")
    else:
        house.tell("UA", say("hello"), "a")
    async with house.delivering(PACE):
        await eventually(lambda: IS_TRIED_AGAIN in caplog.text)
        outage.end()
        await house.comes_to(["sent"])
    assert len(house.far.posted) == 1
    assert "find" not in {method for method, _ in house.far.calls}


async def test_a_refusal_outlives_it_as_well(house: House, outage: Outage, caplog: pytest.LogCaptureFixture) -> None:
    def refuses(method: str, _about: str) -> SendingFailed | None:
        if method != "post":
            return None
        outage.begin()
        return Refused("invalid_blocks")

    house.far.trouble = refuses
    house.tell("UA", say("hello"), "a")
    async with house.delivering(PACE):
        await eventually(lambda: IS_TRIED_AGAIN in caplog.text)
        outage.end()
        await house.comes_to(["undelivered"])
    house.runs_wakes()
    assert [lost.why for lost in house.lost] == [Why.GAVE_UP]


async def test_it_is_kept_for_an_hour_and_noted_once(caplog: pytest.LogCaptureFixture) -> None:
    swift = Pace(since=datetime.now(UTC), factor=36_000.0)
    began = swift.now()

    def write() -> None:
        raise OperationalError("UPDATE", {}, Exception("disk I/O error"))

    with pytest.raises(OperationalError):
        await until_recorded(swift, "parcel 7", write)
    assert (swift.now() - began).total_seconds() >= 3600
    assert caplog.text.count("parcel 7") == 1


async def test_what_no_time_mends_is_not_tried_again() -> None:
    tries = []

    def write() -> None:
        tries.append(1)
        raise IntegrityError("UPDATE", {}, Exception("not unique"))

    with pytest.raises(IntegrityError):
        async with asyncio.timeout(10):
            await until_recorded(PACE, "parcel 7", write)
    assert tries == [1]
