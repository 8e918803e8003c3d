"""What waits is told as the database has it, in few questions, and on both databases."""

import re
import threading
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from activities.kit.working import WorkingDays
from bot.metrics import waiting
from bot.metrics.names import OF_THE_DATABASE
from bot.metrics.waiting import Waiting
from bot.platforms.pace import Pace
from storage import calendar, organisations, outages, people
from storage.database import Database
from storage.here import Here
from storage.tables import Message, Organisation, Parcel, Wake
from tests.databases import Postgres
from tests.metrics.scraping import Scrape, names, read_of, value

MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)
PACE = Pace()


class Hospital:
    """An organisation on Slack at ten on a Monday, with somebody who looks at what waits."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.registry = CollectorRegistry()
        self.waiting = Waiting(
            database.url.render_as_string(hide_password=False), ["slack", "teams"], PACE, WorkingDays()
        )
        self.registry.register(self.waiting)
        with database.writing() as session:
            calendar.keep(session, MONDAY, pace=1.0)
            self.workspace = people.workspace(session, "slack", "T1", "Europe/London").id

    async def looks(self) -> Scrape:
        await self.waiting.look()
        return read_of(self.registry)

    def wakes(self, what: str, due_at: datetime) -> None:
        with self.database.writing() as session:
            calendar.set_wake(self.here(session), "coffee", what, "1", due_at, prompted=False)

    def tells(self, key: str, state: str = "", office_hours: bool = False, tried: datetime | None = None) -> None:
        """Put a message into the outbox; with a state, as the parcel that was made of it."""
        with self.database.writing() as session:
            org = self.here(session).org
            message = Message(
                organisation_id=org, activity="coffee", key=key, sorted=bool(state), office_hours=office_hours
            )
            session.add(message)
            session.flush()
            if state:
                session.add(
                    Parcel(
                        organisation_id=org,
                        workspace_id=self.workspace,
                        message_id=message.id,
                        addressee="person:1",
                        state=state,
                        first_tried_at=tried,
                    )
                )

    def here(self, session: Session) -> Here:
        return Here(session, session.exec(select(Organisation.id)).one())

    def comes_to(self, moment: datetime) -> None:
        with self.database.writing() as session:
            own = calendar.own(session)
            assert own is not None
            own.stands_at = moment


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LOOKS_EVERY", 0.0)


@pytest.fixture
async def hospital(database: Database) -> AsyncIterator[Hospital]:
    made = Hospital(database)
    yield made
    made.waiting.close()


async def test_where_nothing_waits_it_says_so(hospital: Hospital) -> None:
    scrape = await hospital.looks()
    assert value(scrape, "knowhow_database_up") == 1
    assert {name: said for (name, _), said in scrape.items() if said} == {"knowhow_database_up": 1}
    assert names(scrape) - {"knowhow_database_up"} == {one.name for one in OF_THE_DATABASE} - {
        "knowhow_night_age_seconds",  # there has been none
        "knowhow_backup_age_seconds",
    }


async def test_what_has_fallen_due_waits_since_then(hospital: Hospital) -> None:
    for hours in (-3, -2, 1):
        hospital.wakes(f"remind {hours}", MONDAY + timedelta(hours=hours))
    scrape = await hospital.looks()
    assert value(scrape, "knowhow_wakes_waiting") == 2
    assert value(scrape, "knowhow_wakes_oldest_seconds") == 3 * 3600
    with hospital.database.writing() as session:
        calendar.wake_failed(session.exec(select(Wake).where(Wake.what == "remind -2")).one(), PACE.now())
    assert value(await hospital.looks(), "knowhow_wakes_failing") == 1


async def test_what_follows_from_what_has_happened_does_not_wait_since_the_beginning_of_the_world(
    hospital: Hospital,
) -> None:
    hospital.wakes("delivered", calendar.THE_BEGINNING)
    first, second = await hospital.looks(), await hospital.looks()
    assert value(first, "knowhow_wakes_waiting") == 1
    assert value(first, "knowhow_wakes_oldest_seconds") == 0
    assert 0 < value(second, "knowhow_wakes_oldest_seconds") < 600


async def test_a_message_waits_until_it_is_sorted(hospital: Hospital) -> None:
    hospital.tells("a")
    hospital.tells("b")
    hospital.tells("c", "waiting")
    await hospital.looks()
    scrape = await hospital.looks()
    assert value(scrape, "knowhow_messages_waiting") == 2
    assert 0 < value(scrape, "knowhow_messages_oldest_seconds") < 600


async def test_parcels_are_told_apart_by_what_they_wait_for(hospital: Hospital) -> None:
    for number, state in enumerate(("waiting", "sending", "held", "sent", "undelivered", "uncertain")):
        hospital.tells(f"at once {number}", state)
    hospital.tells("in office hours", "waiting", office_hours=True)

    async def parcels() -> list[float]:
        scrape = await hospital.looks()
        untils = ("now", "office_hours", "reachable")
        return [value(scrape, "knowhow_parcels_waiting", platform="slack", until=until) for until in untils]

    assert await parcels() == [3, 0, 1]
    hospital.comes_to(MONDAY + timedelta(hours=12))
    assert await parcels() == [2, 1, 1]


async def test_the_oldest_parcel_waits_since_it_was_first_tried_or_seen(hospital: Hospital) -> None:
    hospital.tells("held for long", "held", tried=PACE.now() - timedelta(days=3))
    hospital.tells("new", "waiting")
    await hospital.looks()

    async def oldest() -> float:
        return value(await hospital.looks(), "knowhow_parcels_oldest_seconds", platform="slack")

    assert 0 < await oldest() < 600
    hospital.tells("tried", "waiting", tried=PACE.now() - timedelta(hours=1))
    assert 3600 <= await oldest() < 4200


async def test_parcels_that_have_nowhere_to_go_are_no_platforms(hospital: Hospital) -> None:
    hospital.tells("nowhere", "held")
    with hospital.database.writing() as session:
        session.exec(select(Parcel)).one().workspace_id = None
    assert value(await hospital.looks(), "knowhow_parcels_waiting", platform="other", until="reachable") == 1


async def test_an_outage_lasts_until_it_is_over(hospital: Hospital) -> None:
    with hospital.database.writing() as session:
        outages.begins(session, hospital.workspace, MONDAY - timedelta(minutes=5), "account_inactive")
    assert value(await hospital.looks(), "knowhow_outage_seconds", platform="slack") == 300
    with hospital.database.writing() as session:
        outages.ends(session, hospital.workspace)
    assert value(await hospital.looks(), "knowhow_outage_seconds", platform="slack") == 0


async def test_nights_and_backups_are_told_by_their_age(hospital: Hospital) -> None:
    with hospital.database.writing() as session:
        session.exec(select(Organisation)).one().night = date(2026, 11, 8)
        organisations.backed_up(session, datetime.now(UTC) - timedelta(days=2))
    scrape = await hospital.looks()
    assert value(scrape, "knowhow_night_age_seconds") == 31 * 3600
    assert 2 * 86_400 <= value(scrape, "knowhow_backup_age_seconds") < 2 * 86_400 + 600


async def test_a_moment_that_has_yet_to_come_is_no_age(hospital: Hospital) -> None:
    with hospital.database.writing() as session:
        session.exec(select(Organisation)).one().night = date(2026, 11, 12)
        organisations.backed_up(session, datetime.now(UTC) + timedelta(days=2))
    scrape = await hospital.looks()
    assert value(scrape, "knowhow_night_age_seconds") == value(scrape, "knowhow_backup_age_seconds") == 0


# ---- what it costs, and a database that is away ----------------------------------------------------------------------


def questions(database: Database) -> list[str]:
    """Every statement that it is asked from now on."""
    asked: list[str] = []
    engine: Engine = database.engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return asked


async def test_it_asks_each_thing_once_and_locks_and_writes_nothing(hospital: Hospital) -> None:
    asked = questions(hospital.waiting._database)
    for number in range(30):
        hospital.tells(f"message {number}", "waiting" if number % 2 else "")
    await hospital.looks()
    assert len(asked) == 7
    assert all(one.startswith("SELECT") and "FOR UPDATE" not in one for one in asked)
    assert not [one for one in asked if re.search(r"\b(people|body|name|key)\b", one)]


async def test_however_often_somebody_looks_the_database_is_asked_now_and_then(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOOKS_EVERY", 3600.0)
    asked = questions(hospital.waiting._database)
    for _ in range(50):
        assert value(await hospital.looks(), "knowhow_database_up") == 1
    assert len(asked) == 7


async def says_that_it_is_away(hospital: Hospital) -> bool:
    return {(name, said) for (name, _), said in (await hospital.looks()).items()} == {("knowhow_database_up", 0)}


async def test_while_a_server_is_away_it_says_so_and_nothing_that_was_so_before(
    postgres: Postgres, postgres_url: str
) -> None:
    database = Database(postgres_url)
    hospital = Hospital(database)
    hospital.tells("a")
    assert value(await hospital.looks(), "knowhow_messages_waiting") == 1
    postgres.shut(postgres_url)
    assert await says_that_it_is_away(hospital)
    postgres.open(postgres_url)
    assert value(await hospital.looks(), "knowhow_messages_waiting") == 1
    hospital.waiting.close()
    database.close()


async def test_where_its_file_is_gone_it_says_so_and_makes_no_other(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    hospital = Hospital(database)
    assert value(await hospital.looks(), "knowhow_database_up") == 1
    assert database.file is not None
    database.file.rename(database.file.with_name("elsewhere"))
    assert await says_that_it_is_away(hospital)
    assert not database.file.exists()
    hospital.waiting.close()
    database.close()


async def test_of_a_database_that_hangs_nobody_waits_for_long(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOOKS_FOR", 0.05)
    hangs = threading.Event()
    event.listen(hospital.waiting._database.engine, "before_cursor_execute", lambda *_: hangs.wait(60))
    assert await says_that_it_is_away(hospital)
    assert await says_that_it_is_away(hospital)  # and it is not asked by more and more threads
    assert [thread.name.startswith("metrics") for thread in threading.enumerate()].count(True) == 1
    hangs.set()
    monkeypatch.setattr(waiting, "LOOKS_FOR", 60.0)
    assert value(await hospital.looks(), "knowhow_database_up") == 1
