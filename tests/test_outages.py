"""A platform that is away, or refuses everybody: nothing ages, nobody is given up, and it is told once it is over."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from sqlmodel import select

from activities.kit.cards import say
from bot.clock.watch import Watch
from bot.delivery.ledger import GIVES_UP_AFTER
from bot.delivery.lines import CERTAIN_AFTER
from bot.delivery.routing import workspaces_of
from bot.platforms.pace import Pace
from bot.platforms.platform import Away, NoConversation, NotNow, SendingFailed, Unknown, Unreachable
from bot.service.web import serve
from storage import outages, people
from storage.database import Database
from storage.tables import AccountRow, Message, Workspace
from tests.test_delivery import MONDAY_TEN, PACE, House, eventually

FAST = Pace(since=datetime.now(UTC), factor=20_000.0)
HASTY = Pace(since=datetime.now(UTC), factor=100_000.0)
"""Six hours take a second; or a fifth of one, where nothing is counted meanwhile."""

Trouble = Callable[[str, str], SendingFailed | None]


class Office(House):
    """A house in which UA facilitates."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        with database.writing() as session:
            self.person(session, "UA").facilitates = True

    @asynccontextmanager
    async def away(
        self, trouble: Trouble, span: timedelta = GIVES_UP_AFTER * 2, pace: Pace = FAST
    ) -> AsyncIterator[None]:
        """Deliver into trouble for so long, and then without it."""
        self.far.trouble = trouble
        async with self.delivering(pace):
            until = pace.now() + span
            await eventually(lambda: pace.now() > until and len(self.far.calls) > 5)
            yield
            self.far.trouble = lambda _method, _about: None

    def can_be_written_to(self) -> list[bool]:
        with self.database.reading() as session:
            return list(session.exec(select(AccountRow.active)).all())

    def told(self) -> list[str]:
        with self.database.reading() as session:
            keys = session.exec(select(Message.key)).all()
        return [key for key in keys if key.startswith(("outage", "unknown"))]


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def everywhere(failure: Callable[[], SendingFailed]) -> Trouble:
    """The same answer to whatever is asked."""
    return lambda _method, _about: failure()


@pytest.mark.parametrize(
    ("failure", "span", "pace"),
    [
        (lambda: Away("token_revoked"), GIVES_UP_AFTER * 2, HASTY),
        (Away, GIVES_UP_AFTER * 2, HASTY),
        (lambda: NotNow(code="503"), GIVES_UP_AFTER * 2, HASTY),
        (lambda: Unreachable("user_not_found"), CERTAIN_AFTER * 3, PACE),
    ],
    ids=["refused as a whole", "out of reach", "not now", "each is said to be gone"],
)
async def test_what_waits_through_a_long_outage_arrives_after_it(
    office: Office, failure: Callable[[], SendingFailed], span: timedelta, pace: Pace
) -> None:
    for user in ("UA", "UB", "UC"):
        office.tell(user, say(f"for {user}"), "note")
    async with office.away(everywhere(failure), span, pace):
        assert set(office.states()) == {"waiting"}
        office.far.trouble = lambda _method, _about: None
        await office.comes_to(["sent"] * 3)
    office.runs_wakes()
    assert office.lost == []
    assert all(office.can_be_written_to())
    assert [office.far.in_conversation(f"D-{user}") for user in ("UA", "UB", "UC")] == [
        [f"for {user}"] for user in ("UA", "UB", "UC")
    ]


async def test_an_introduction_is_no_reason_to_give_anybody_up_while_everybody_is_refused(office: Office) -> None:
    office.introduce(["UA", "UB"], say("meet"), "intro")
    office.tell("UC", say("hello"), "note")
    async with office.away(everywhere(lambda: Unreachable("user_disabled")), CERTAIN_AFTER * 3, PACE):
        assert set(office.states()) == {"waiting"}
    assert all(office.can_be_written_to())


async def test_who_alone_is_refused_while_others_are_served_is_waited_for(office: Office) -> None:
    office.far.unreachable.add("UB")
    for user in ("UB", "UA", "UC"):
        office.tell(user, say("hello"), "note")
    await office.delivers(until=["held", "sent", "sent"])
    office.runs_wakes()
    assert office.lost == []
    assert office.can_be_written_to().count(False) == 1


async def test_a_chat_that_is_closed_is_asked_for_anew_before_anybody_is_given_up(office: Office) -> None:
    office.tell("UB", say("first"), "one")
    await office.delivers(until=["sent"])
    closed = iter([NoConversation("channel_not_found")])
    office.far.trouble = lambda method, _about: next(closed, None) if method == "post" else None
    office.tell("UB", say("second"), "two")
    await office.delivers(until=["sent", "sent"])
    assert office.far.calls.count(("own_chat", "UB")) == 2
    assert all(office.can_be_written_to())


async def test_while_nobody_is_reached_only_one_thing_is_tried_at_a_time(office: Office) -> None:
    for number in range(40):
        office.tell(("UA", "UB", "UC")[number % 3], say("hello"), f"n{number}")
    async with office.away(everywhere(lambda: Away("invalid_auth")), timedelta(hours=1)):
        assert len(office.far.calls) < 80  # at most one a minute, and those at the beginning


async def test_it_is_told_while_it_lasts_and_once_afterwards(
    office: Office, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    for user in ("UB", "UC"):
        office.tell(user, say("hello"), "note")
    with caplog.at_level(logging.WARNING, "knowhow"):
        async with office.away(everywhere(lambda: Away("token_revoked")), timedelta(minutes=5)):
            assert office.told() == []
            assert "nobody can be written to (token_revoked)" in caplog.text
            status, why = await health(office.database, unused_tcp_port)
            assert status == 200
            assert "Slack: nobody can be written to since 2026-11-09 10:00 UTC (token_revoked)" in why
            office.moves_to(MONDAY_TEN + timedelta(hours=28))
            office.far.trouble = lambda _method, _about: None
            await office.comes_to(["sent"] * 3)
    (news,) = office.far.in_conversation("D-UA")
    assert "from Monday 9 November at 10:00 to Tuesday 10 November at 14:00" in news
    assert "is late: 2 messages, to 2 people" in news
    assert await health(office.database, unused_tcp_port) == (200, "")
    assert "people can be written to again" in caplog.text


async def test_a_short_one_is_not_told_to_facilitators(office: Office) -> None:
    office.tell("UB", say("hello"), "note")
    async with office.away(everywhere(Away), timedelta(minutes=5)):
        office.moves_to(MONDAY_TEN + timedelta(minutes=30))
        office.far.trouble = lambda _method, _about: None
        await office.comes_to(["sent"])
    assert office.told() == []


async def test_the_next_process_knows_and_ends_it(office: Office) -> None:
    office.tell("UB", say("hello"), "note")
    async with office.away(everywhere(Away), timedelta(minutes=5)):
        pass
    office.far.trouble = lambda _method, _about: None
    async with office.delivering(FAST):
        await office.comes_to(["sent"])
        await eventually(lambda: not _goes_on(office))


async def test_a_code_that_nobody_knows_is_tried_again_and_told_once(office: Office) -> None:
    office.far.trouble = lambda _method, about: Unknown("brand_new") if about in ("UB", "D-UB") else None
    for user in ("UA", "UB", "UC"):
        office.tell(user, say("hello"), "note")
    async with office.delivering(FAST):
        await eventually(lambda: len([one for one in office.far.calls if one[1] == "UB"]) > 3)
        await eventually(lambda: any("“brand_new”" in text for text in office.far.in_conversation("D-UA")))
    assert len(office.told()) == 1
    assert office.lost == []


def _goes_on(office: Office) -> bool:
    with office.database.reading() as session:
        return bool(outages.going_on(session))


async def health(database: Database, port: int) -> tuple[int, str]:
    address = f"http://127.0.0.1:{port}/healthz"
    watch = Watch([])
    async with serve("127.0.0.1", port, database, watch, []), ClientSession() as client, client.get(address) as answer:
        return answer.status, (await answer.json()).get("why", "")


async def test_who_has_another_account_hears_there_while_one_platform_is_away(office: Office) -> None:
    with office.database.writing() as session:
        there = people.workspace(session, "teams", "T2", "Europe/London")
        there.organisation_id = session.get_one(Workspace, office.workspace).organisation_id
        session.flush()
        ann = office.person(session, "UA").id
        session.add(
            AccountRow(
                organisation_id=there.organisation_id,
                workspace_id=there.id,
                person_id=ann,
                platform="teams",
                tenant="T2",
                user="29:UA",
            )
        )
        outages.begins(session, office.workspace, MONDAY_TEN, "token_revoked")
        assert workspaces_of(session, office.person(session, "UA")) == [there.id, office.workspace]
