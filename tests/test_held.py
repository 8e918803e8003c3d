"""What is for somebody who cannot be reached waits for them, until they are back or have left."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from activities.kit.cards import say
from activities.kit.events import Account, Profile, Why
from storage import leaving
from storage.database import Database
from storage.here import Here
from storage.tables import Person
from tests.test_delivery import MONDAY_TEN, House


class Waiting(House):
    """The same house, in which people are switched off and on."""

    def profile(self, user: str, active: bool = True) -> Profile:
        return Profile(Account("slack", "T1", user), f"Person {user}", active=active)

    def missing(self) -> list[str]:
        with self.database.reading() as session:
            rows = select(Person.name).where(col(Person.leaving_since).is_not(None))
            return list(session.exec(rows.order_by(Person.name)).all())

    def since(self, user: str) -> datetime | None:
        with self.database.reading() as session:
            return self.person(session, user).leaving_since

    def has_waited_for(self, user: str) -> None:
        """What the activity that lets go of people does at last."""
        with self.database.writing() as session:
            person = self.person(session, user)
            person.leaving_since = None
            leaving.release(Here(session, person.organisation_id), person.id)


@pytest.fixture
def house(database: Database) -> Waiting:
    return Waiting(database)


async def test_what_is_for_a_pair_waits_for_the_one_who_cannot_be_reached(house: Waiting) -> None:
    house.far.unreachable.add("UB")
    house.introduce(["UA", "UB"], say("meet"), "intro")
    await house.delivers(until=["held"])
    assert (house.missing(), house.lost, house.far.posted) == (["Person UB"], [], {})
    house.far.unreachable.clear()
    house.engine.meet(house.profile("UB"))  # the nightly listing has them still, which by itself proves nothing
    assert house.missing() == ["Person UB"]
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("G-UA-UB") == ["meet"]


async def test_whoever_is_listed_and_refused_once_more_is_still_away_since_the_first_time(house: Waiting) -> None:
    house.far.unreachable.add("UB")
    house.tell("UB", say("hello"), "a")
    await house.delivers(until=["held"])
    since = house.since("UB")
    house.moves_to(MONDAY_TEN + timedelta(hours=17))
    house.engine.meet(house.profile("UB"))
    assert house.states() == ["waiting"]
    await house.delivers(until=["held"])
    assert house.since("UB") == since
    house.far.unreachable.clear()
    house.engine.meet(house.profile("UB"))
    await house.delivers(until=["sent"])
    assert (house.missing(), house.lost) == ([], [])


async def test_the_one_of_a_pair_who_has_left_is_named(house: Waiting) -> None:
    house.far.unreachable.add("UB")
    house.introduce(["UA", "UB"], say("meet"), "intro")
    await house.delivers(until=["held"])
    house.has_waited_for("UB")
    await house.delivers(until=["undelivered"])
    house.runs_wakes()
    with house.database.reading() as session:
        bo = house.person(session, "UB").id
    assert [(lost.people, lost.why) for lost in house.lost] == [((bo,), Why.UNREACHABLE)]
    assert house.far.posted == {}


async def test_nobody_writes_to_somebody_who_is_away_and_they_find_it_when_they_are_back(house: Waiting) -> None:
    house.engine.meet(house.profile("UA", active=False))
    for key in ("a", "b"):
        house.tell("UA", say(f"hello {key}"), key)
    await house.delivers(until=["held", "held"])
    assert house.far.calls == []
    house.engine.meet(house.profile("UA"))
    await house.delivers(until=["sent", "sent"])
    assert house.far.in_conversation("D-UA") == ["hello a", "hello b"]


async def test_nobody_writes_to_somebody_who_has_left(house: Waiting) -> None:
    house.engine.meet(house.profile("UA", active=False))
    house.has_waited_for("UA")
    house.tell("UA", say("hello"), "a")
    await house.delivers(until=["undelivered"])
    house.runs_wakes()
    assert [lost.why for lost in house.lost] == [Why.UNREACHABLE]
    assert house.far.calls == []
