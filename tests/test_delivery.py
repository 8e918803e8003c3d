"""Delivery: in order, once, at most one process at a time, and honest about what it cannot know."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update

from activities.kit.activity import Activity
from activities.kit.cards import Card, say
from activities.kit.events import Undelivered, Why
from activities.kit.phases import MovedOn
from activities.kit.policy import Policy
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.working import WorkingDays
from bot.delivery.delivery import Delivery
from bot.delivery.ledger import PLACES_AT_ONCE, Ledger
from bot.engine.engine import Engine
from bot.engine.waking import Waking
from bot.platforms.pace import Pace
from bot.platforms.platform import Away, MayHaveArrived, NotNow, Refused
from bot.settings.rules import Rules
from storage import calendar, joining, people
from storage.database import Database
from storage.tables import Calendar, Message, Organisation, Parcel, Person
from tests.fakes import FarEnd, Posted

MONDAY_TEN = datetime(2026, 11, 9, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 14, 10, tzinfo=UTC)
PACE = Pace(factor=600.0)
OTHERS = [f"U{number}" for number in range(40)]


async def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a minute is far more than it ever needs, on a busy machine too."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110  (the truth lies in rows, which set no event)
            await asyncio.sleep(0.01)


class House:
    """The engine with one small activity, a far end, and what tests need to say and see."""

    def __init__(self, database: Database) -> None:
        self.lost: list[Undelivered] = []
        notes = Activity(
            name="notes",
            says="Notes",
            commands={},
            buttons={},
            forms={},
            wakes={},
            current_state=lambda _turn, _event: say("now"),
            home=lambda _turn: (),
            undelivered=lambda _turn, lost: self.lost.append(lost),
            on_leaver=lambda _turn, _person: None,
            documents={"register": self.register},
        )
        self.database = database
        self.engine = Engine(database, [notes], Rules(seed="1"))
        self.far = FarEnd()
        with database.writing() as session:
            calendar.keep(session, MONDAY_TEN, pace=1.0)
            at = people.workspace(session, "slack", "T1", "Europe/London")
            self.workspace = at.id
            for user in ("UA", "UB", "UC", *OTHERS):
                joining.know(session, at, user, name=f"Person {user}", email=None, kind="member", active=True)

    def register(self, turn: Turn, subject: str) -> Document:
        if not turn.person.facilitates:
            raise MovedOn
        return Document(f"{subject}.txt", "Register", f"for {turn.person.name}".encode())

    def asks_for_register(self, user: str, facilitates: bool) -> None:
        with self.database.writing() as session:
            turn = self.turn(session)
            turn.by = self.person(session, user)
            turn.by.facilitates = facilitates
            turn.send_file("register", 7, say("Here it is."), ("register",))

    def person(self, session: Session, user: str) -> Person:
        return session.exec(select(Person).where(Person.name == f"Person {user}")).one()

    def turn(self, session: Session, by_clock: bool = False) -> Turn:
        turn = self.engine.turn(session, session.exec(select(Organisation)).one(), "notes", "")
        turn.waited_for = not by_clock
        return turn

    def tell(self, user: str, card: Card, key: str, by_clock: bool = False) -> None:
        with self.database.writing() as session:
            self.turn(session, by_clock).tell(self.person(session, user), card, (key,))

    def works(self, user: str, hours: dict[str, object]) -> None:
        with self.database.writing() as session:
            self.person(session, user).hours = hours

    def introduce(self, users: list[str], card: Card, key: str, by_clock: bool = False) -> None:
        with self.database.writing() as session:
            self.turn(session, by_clock).introduce([self.person(session, user) for user in users], card, (key,))

    def moves_to(self, when: datetime) -> None:
        with self.database.writing() as session:
            own = session.get_one(Calendar, 1)
            own.stands_at = own.bound_for = when

    def states(self) -> list[str]:
        with self.database.reading() as session:
            return [parcel.state for parcel in session.exec(select(Parcel).order_by(Parcel.id)).all()]  # type: ignore[arg-type]

    def bodies(self) -> list[str | None]:
        with self.database.reading() as session:
            return list(session.exec(select(Message.body)).all())

    def delivery(self, pace: Pace = PACE) -> Delivery:
        return Delivery(Ledger(self.engine, self.workspace, pace, frozenset({"slack"})), self.far, pace)

    @asynccontextmanager
    async def delivering(self, pace: Pace = PACE) -> AsyncIterator[Delivery]:
        delivery = self.delivery(pace)
        running = asyncio.create_task(delivery.run())
        yield delivery
        delivery.stop()
        await running

    async def delivers(self, until: list[str]) -> None:
        """Deliver until the parcels stand like this."""
        async with self.delivering():
            await self.comes_to(until)

    async def comes_to(self, states: list[str]) -> None:
        await eventually(lambda: self.states() == states)

    def runs_wakes(self) -> None:
        while Waking(self.engine).run_next(PACE.now()):
            pass


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_messages_to_one_person_arrive_in_order_and_their_bodies_go(house: House) -> None:
    for number in range(5):
        house.tell("UA", say(f"note {number}"), f"n{number}")
    await house.delivers(until=["sent"] * 5)
    assert house.far.in_conversation("D-UA") == [f"note {number}" for number in range(5)]
    assert house.bodies() == [None] * 5


async def test_the_same_content_again_is_sent_once_and_new_content_changes_it_in_place(house: House) -> None:
    house.tell("UA", say("one joined"), "count")
    house.tell("UA", say("one joined"), "count")
    await house.delivers(until=["sent"])
    house.tell("UA", say("one joined"), "count")
    assert house.states() == ["sent"]
    house.tell("UA", say("two joined"), "count")
    house.tell("UA", say("three joined"), "count")
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("D-UA") == ["three joined"]
    assert [message.changes for message in house.far.posted.values()] == [1]


async def test_what_changes_while_it_is_on_its_way_is_changed_afterwards(house: House) -> None:
    def changes_meanwhile(method: str, _about: str) -> None:
        if method == "post":
            house.far.trouble = lambda _method, _about: None
            house.tell("UA", say("new"), "k")

    house.tell("UA", say("old"), "k")
    house.far.trouble = changes_meanwhile
    await house.delivers(until=["sent"])
    async with house.delivering():
        await eventually(lambda: house.far.in_conversation("D-UA") == ["new"])
    assert len(house.far.posted) == 1


async def test_what_moves_while_it_is_being_changed_is_changed_where_it_has_moved_to(house: House) -> None:
    def moves_meanwhile(method: str, _about: str) -> None:
        if method == "change":
            house.far.trouble = lambda _method, _about: None
            house.far.posted["elsewhere"] = Posted("D-UA", say("a form"), mark=0)
            with house.database.writing() as session:
                session.exec(update(Parcel).values(reference="elsewhere"))
            house.tell("UA", say("newest"), "k")

    house.tell("UA", say("old"), "k")
    await house.delivers(until=["sent"])
    house.tell("UA", say("new"), "k")
    house.far.trouble = moves_meanwhile
    async with house.delivering():
        await eventually(lambda: house.far.in_conversation("D-UA") == ["new", "newest"])


async def test_several_share_one_conversation(house: House) -> None:
    house.introduce(["UB", "UA"], say("meet"), "intro")
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("G-UA-UB") == ["meet"]


async def test_a_busy_platform_is_tried_again_and_order_is_kept(house: House) -> None:
    refusals = iter([NotNow(1.0), NotNow(None), NotNow(0.5)])
    house.far.trouble = lambda method, _about: next(refusals, None) if method == "post" else None
    house.tell("UA", say("first"), "a")
    house.tell("UA", say("second"), "b")
    await house.delivers(until=["sent", "sent"])
    assert house.far.in_conversation("D-UA") == ["first", "second"]


async def test_a_cut_off_message_to_one_person_is_looked_up_and_not_sent_twice(house: House) -> None:
    house.far.cut_off.add("D-UA")
    house.tell("UA", say("hello"), "a")
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("D-UA") == ["hello"]


async def test_a_cut_off_message_that_never_arrived_is_sent_again(house: House) -> None:
    failures = iter([MayHaveArrived()])
    house.far.trouble = lambda method, _about: next(failures, None) if method == "post" else None
    house.tell("UA", say("hello"), "a")
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("D-UA") == ["hello"]


async def test_a_cut_off_group_message_stays_uncertain_and_the_activity_hears_of_it(house: House) -> None:
    house.far.cut_off.add("G-UA-UB")
    house.introduce(["UA", "UB"], say("meet"), "intro")
    await house.delivers(until=["uncertain"])
    house.runs_wakes()
    assert [(lost.key, lost.why, len(lost.people)) for lost in house.lost] == [("intro", Why.UNCERTAIN, 2)]
    assert len(house.far.posted) == 1
    assert house.bodies() == [None]


async def test_an_uncertain_message_goes_again_only_on_a_persons_word(house: House) -> None:
    house.far.cut_off.add("G-UA-UB")
    house.introduce(["UA", "UB"], say("meet"), "intro")
    await house.delivers(until=["uncertain"])
    with house.database.writing() as session:
        house.turn(session).send_again(say("meet"), ("intro",))
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("G-UA-UB") == ["meet", "meet"]


async def test_what_a_platform_refuses_is_given_up_at_once(house: House) -> None:
    house.far.trouble = lambda method, _about: Refused("invalid_blocks") if method == "post" else None
    house.tell("UA", say("hello"), "a")
    await house.delivers(until=["undelivered"])
    house.runs_wakes()
    assert [lost.why for lost in house.lost] == [Why.GAVE_UP]


async def test_delivery_gives_up_after_hours(house: House) -> None:
    house.far.trouble = lambda _method, _about: NotNow(3 * 3600.0)
    house.tell("UA", say("hello"), "a")
    hours = Pace(since=datetime.now(UTC), factor=20_000.0)
    delivery = Delivery(Ledger(house.engine, house.workspace, hours, frozenset({"slack"})), house.far, hours)
    running = asyncio.create_task(delivery.run())
    await house.comes_to(["undelivered"])
    delivery.stop()
    await running
    house.runs_wakes()
    assert [lost.why for lost in house.lost] == [Why.GAVE_UP]


async def test_what_the_clock_sends_waits_for_office_hours_and_what_a_person_sends_does_not(house: House) -> None:
    house.moves_to(SATURDAY)
    house.tell("UA", say("from the clock"), "clock", by_clock=True)
    house.tell("UA", say("from a person"), "person")
    await house.delivers(until=["waiting", "sent"])
    house.moves_to(MONDAY_TEN)
    await house.delivers(until=["sent", "sent"])
    assert house.far.in_conversation("D-UA") == ["from a person", "from the clock"]


async def test_a_holiday_has_no_office_hours(house: House) -> None:
    closed = WorkingDays(own=frozenset({MONDAY_TEN.date()}))
    house.engine.rules = replace(house.engine.rules, policy=Policy(working_days=closed))
    house.tell("UA", say("from the clock"), "clock", by_clock=True)
    house.tell("UA", say("from a person"), "person")
    await house.delivers(until=["waiting", "sent"])
    house.moves_to(MONDAY_TEN + timedelta(days=1))
    await house.delivers(until=["sent", "sent"])


NIGHTS: dict[str, object] = {"begins": "19:00", "ends": "07:00", "weekdays": [0, 1, 2, 3, 4, 5, 6]}


async def test_what_the_clock_sends_goes_out_in_hours_of_somebodys_own(house: House) -> None:
    house.works("UA", NIGHTS)
    for user in ("UA", "UB"):
        house.tell(user, say("from the clock"), "clock", by_clock=True)
    house.tell("UA", say("from a person"), "person")
    await house.delivers(until=["waiting", "sent", "sent"])
    house.moves_to(MONDAY_TEN.replace(hour=19))
    await house.delivers(until=["sent", "sent", "sent"])
    assert house.far.in_conversation("D-UA") == ["from a person", "from the clock"]


async def test_nights_are_nights_on_a_saturday_too(house: House) -> None:
    house.works("UA", NIGHTS)
    house.moves_to(SATURDAY.replace(hour=23))
    house.tell("UA", say("from the clock"), "clock", by_clock=True)
    await house.delivers(until=["sent"])


async def test_hours_that_passed_while_nothing_could_be_sent_are_waited_for_again(house: House) -> None:
    house.works("UA", NIGHTS)
    house.tell("UA", say("from the clock"), "clock", by_clock=True)
    house.tell("UB", say("from a person"), "person")
    await house.delivers(until=["waiting", "sent"])
    house.moves_to(MONDAY_TEN + timedelta(days=1))
    house.tell("UB", say("from a person"), "another")
    await house.delivers(until=["waiting", "sent", "sent"])
    house.moves_to(MONDAY_TEN + timedelta(days=1, hours=9))
    await house.delivers(until=["sent"] * 3)


async def test_several_are_introduced_in_hours_that_suit_them_all_or_in_office_hours(house: House) -> None:
    house.works("UA", NIGHTS)
    house.works("UB", NIGHTS | {"begins": "20:00", "ends": "23:00"})
    house.works("UC", NIGHTS | {"begins": "07:00", "ends": "08:00"})
    house.introduce(["UA", "UB"], say("by night"), "nights", by_clock=True)
    house.introduce(["UA", "UC"], say("by day"), "days", by_clock=True)
    await house.delivers(until=["waiting", "sent"])
    house.moves_to(MONDAY_TEN.replace(hour=20))
    await house.delivers(until=["sent", "sent"])


async def test_a_moment_that_a_wrong_clock_wrote_down_is_not_waited_for(house: House) -> None:
    house.works("UA", NIGHTS)
    house.moves_to(MONDAY_TEN + timedelta(days=500))
    house.tell("UA", say("from the clock"), "clock", by_clock=True)
    house.tell("UB", say("from a person"), "person")
    await house.delivers(until=["waiting", "sent"])
    house.moves_to(MONDAY_TEN.replace(hour=19))
    await house.delivers(until=["sent", "sent"])


async def test_a_file_is_made_when_it_is_sent_and_only_its_recipe_waits(house: House) -> None:
    house.asks_for_register("UA", facilitates=True)
    assert "for Person" not in str(house.bodies())
    await house.delivers(until=["sent"])
    assert house.far.files == {"7.txt": b"for Person UA"}


async def test_a_file_is_not_sent_to_somebody_who_may_no_longer_have_it(house: House) -> None:
    house.asks_for_register("UA", facilitates=False)
    await house.delivers(until=["undelivered"])
    assert house.far.posted == {}


async def test_a_fault_of_ours_holds_up_nobody_else(house: House) -> None:
    house.tell("UA", say("broken"), "a")
    house.tell("UB", say("whole"), "b")
    with house.database.writing() as session:
        session.exec(update(Message).where(col(Message.key).startswith("a:")).values(body="{"))
    await house.delivers(until=["waiting", "sent"])
    assert house.far.in_conversation("D-UB") == ["whole"]
    with house.database.reading() as session:
        assert session.exec(select(Parcel.attempts).where(Parcel.state == "waiting")).one() > 0


async def test_many_messages_take_few_looks_at_all_that_waits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, looking = [], Ledger.to_send

    def look(ledger: Ledger) -> list[int]:
        looks.append(found := looking(ledger))
        return found

    monkeypatch.setattr(Ledger, "to_send", look)
    for user in OTHERS:
        house.tell(user, say("Who is in the draw?"), f"drawn{user}")
    await house.delivers(until=["sent"] * len(OTHERS))
    assert max(map(len, looks)) > PLACES_AT_ONCE
    # Then whoever is under way, eight at most, is looked for once each as they end.
    assert len(looks) < len(OTHERS) / 2


async def test_when_nobody_can_be_written_to_any_more_the_rest_of_what_was_found_waits(house: House) -> None:
    house.far.trouble = lambda method, _: Away() if method == "post" else None
    for user in OTHERS:
        house.tell(user, say("Who is in the draw?"), f"drawn{user}")
    async with house.delivering():
        await eventually(lambda: house.far.called("post") > PLACES_AT_ONCE)
    assert house.far.called("post") < len(OTHERS) / 2


async def test_two_processes_send_each_message_once(house: House) -> None:
    for number in range(30):
        house.tell(("UA", "UB", "UC")[number % 3], say(f"note {number}"), f"n{number}")
    the_worlds = Pace()  # at ours a lease lasts for a twentieth of a second, and a busy machine loses it
    async with house.delivering(the_worlds), house.delivering(the_worlds):
        await house.comes_to(["sent"] * 30)
    assert sorted(message.card.summary for message in house.far.posted.values()) == sorted(
        f"note {number}" for number in range(30)
    )


async def test_another_process_takes_over_when_the_first_is_gone(house: House) -> None:
    dead = Ledger(house.engine, house.workspace, PACE, frozenset({"slack"}))
    assert dead.keep_lease()
    house.tell("UA", say("hello"), "a")
    assert not dead.sort()
    job = dead.job(dead.to_send()[0])
    assert job is not None
    dead.sets_out(job, "D-UA")  # and is killed before it posts
    await house.delivers(until=["sent"])
    assert house.far.in_conversation("D-UA") == ["hello"]


async def test_another_takes_over_though_the_first_had_a_clock_far_ahead(house: House) -> None:
    ahead = Pace(since=datetime.now(UTC) - timedelta(hours=48), factor=2.0)
    assert Ledger(house.engine, house.workspace, ahead, frozenset({"slack"})).keep_lease()  # and it is killed
    house.tell("UA", say("hello"), "a")
    await house.delivers(until=["sent"])


def test_nobody_takes_over_by_a_clock_that_is_ahead(house: House) -> None:
    there = Ledger(house.engine, house.workspace, Pace(), frozenset({"slack"}))
    ahead = Pace(since=datetime.now(UTC) - timedelta(hours=48), factor=2.0)
    another = Ledger(house.engine, house.workspace, ahead, frozenset({"slack"}))
    assert there.keep_lease()
    assert not another.keep_lease()
    assert there.keep_lease()
