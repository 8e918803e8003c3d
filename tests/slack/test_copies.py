"""Two copies of the bot in one Slack: on one database nobody hears of it, on two everybody who must does, once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.settings.rules import Rules
from bot.slack import hellos
from bot.slack.connection import SlackConnection, connect
from bot.slack.doctor import examine_slack
from storage import processes
from storage.database import Database
from storage.schema import prepare
from tests.slack.conftest import FASTER, Office, slack_settings
from tests.slack.tea import Tea


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many connections there are is looked at all the time, and nobody is taken for gone for being slow."""
    monkeypatch.setattr(hellos, "LOOKS_EVERY", 5.0)
    monkeypatch.setattr(hellos, "LOOKS_AGAIN_AFTER", 2.0)
    monkeypatch.setattr(hellos, "STALE_AFTER", timedelta(days=1))


@asynccontextmanager
async def another(office: Office, engine: Engine) -> AsyncIterator[SlackConnection]:
    """A second copy of the bot in the same Slack, with this engine."""
    connection = await connect(engine, slack_settings(office.slack), Pace(factor=FASTER))
    await connection.start()
    await office.slack.socket_mode.connected(2)
    try:
        yield connection
    finally:
        await connection.stop()


@pytest.fixture
def elsewhere(tmp_path) -> Engine:  # type: ignore[no-untyped-def]
    """An engine on another database."""
    database = Database(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    prepare(database)
    return Engine(database, [Tea().activity()], Rules(seed="elsewhere"))


async def comes_true(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(25):
        while not what():  # noqa: ASYNC110  (the truth lies in rows, which set no event)
            await asyncio.sleep(0.05)


def are_others(office: Office) -> bool:
    with office.engine.database.reading() as session:
        at = office.engine.reception.workspace(session, "slack", office.platform.tenant)
        return processes.are_others(session, at.id)


def said(office: Office, words: str) -> int:
    return sum(words in one for one in office.shown(office.bo, office.chat(office.bo)))


async def test_a_copy_on_another_database_is_told_of_once_and_once_when_it_is_over(
    office: Office, elsewhere: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(office.engine.meet, await office.platform.lookups.profile(office.bo.id))
    async with another(office, elsewhere):
        await comes_true(lambda: said(office, "Another copy of me seems to run") > 0)
        findings = await examine_slack(slack_settings(office.slack), None, lambda *_: 1)
        assert [one.words.partition(":")[0] for one in findings if not one.is_well] == ["Copies"]
    await comes_true(lambda: said(office, "There is only one of me again") > 0)
    assert said(office, "Another copy of me seems to run") == 1
    assert said(office, "There is only one of me again") == 1
    told = [one.getMessage() for one in caplog.records if "Another copy of Knowhow" in one.getMessage()]
    assert len(told) == 2  # each of the two has said so


async def test_a_copy_on_the_same_database_is_none(office: Office) -> None:
    async with another(office, office.engine):
        calls = office.slack.front_door.calls
        looked = calls.count("apps.connections.open") + 6
        await comes_true(lambda: calls.count("apps.connections.open") >= looked)
        assert not are_others(office)
        with office.engine.database.reading() as session:
            assert hellos.known_to_run(session, office.platform.tenant, office.slack.app.id) == 2
    with office.engine.database.reading() as session:
        assert hellos.known_to_run(session, office.platform.tenant, office.slack.app.id) == 1


async def test_nobody_is_held_up_or_lost_by_a_look_at_the_connections(office: Office) -> None:
    people, sockets = office.slack.people, office.slack.socket_mode
    office.tea.slow = 0.8
    before = asyncio.create_task(people.types(office.ann, office.general, "/tea wait"))
    while not office.tea.heard:  # noqa: ASYNC110  (a list sets no event)
        await asyncio.sleep(0.01)

    office.connection._hellos._suspects.set()
    await sockets.connected(2)  # two more go over one each, and nothing of theirs has been answered yet
    office.tea.slow = 0.2
    both = [people.types(somebody, office.general, "/tea wait") for somebody in (office.ann, office.bo)]

    assert all(outcome.went_well for outcome in await asyncio.gather(before, *both))
    await comes_true(lambda: sockets.connections == 1)


async def test_nobody_looks_while_people_press(office: Office) -> None:
    calls, people = office.slack.front_door.calls, office.slack.people
    looks: set[int] = set()
    for _ in range(10):  # much longer together than there is between two looks
        await people.types(office.ann, office.general, "/tea greet")
        looks.add(calls.count("apps.connections.open"))
        await asyncio.sleep(0.03)
    assert len(looks) == 1
    await comes_true(lambda: calls.count("apps.connections.open") > max(looks))


async def test_a_process_that_was_killed_counts_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with office.engine.database.writing() as session:
        at = office.engine.reception.workspace(session, "slack", office.platform.tenant)
        processes.beats(session, at.id, "killed", office.engine.now(session))
    own = office.connection._hellos
    assert own._count() == 2
    monkeypatch.setattr(hellos, "STALE_AFTER", timedelta(0))
    assert own._count() == 1
