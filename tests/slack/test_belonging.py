"""In Slack, where the members of a channel belong: who is in it, who comes and who goes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.platforms.places import LISTED_ANEW
from bot.sandbox.faults import TooMany
from bot.sandbox.records import User
from storage import belonging
from storage.here import Here
from tests.slack.conftest import FASTER, Office, over_sockets
from tests.slack.tea import Tea

TURNED_AWAY = "Knowhow is for members"


@pytest.fixture
async def office(tea: Tea, sqlite_url: str) -> AsyncIterator[Office]:
    """The office, in which whoever is in #general belongs; Cy is in the workspace only."""
    async with over_sockets(tea, sqlite_url, "channels:{general}") as office:
        yield office


def cy(office: Office) -> User:
    return office.slack.workspace.add_user("Cy Young", email="cy@example.org")


async def is_answered(office: Office, user: User) -> str:
    chat = office.chat(user)
    await office.slack.people.types(user, chat, "/tea greet")
    return office.shown(user, chat)[-1]


async def lists_everybody(office: Office) -> None:
    async for profile in office.platform.everybody():
        await asyncio.to_thread(office.engine.meet, profile)


async def test_whoever_is_in_the_channel_belongs_and_nobody_else(office: Office) -> None:
    assert "Hello Ann Okafor" in await is_answered(office, office.ann)
    assert TURNED_AWAY in await is_answered(office, cy(office))
    assert TURNED_AWAY in await is_answered(office, office.guest)


async def test_whoever_joins_the_channel_belongs_within_a_minute(office: Office) -> None:
    new = cy(office)
    assert TURNED_AWAY in await is_answered(office, new)
    office.general.members.append(new.id)
    await asyncio.sleep(2 * LISTED_ANEW.total_seconds() / FASTER)
    assert "Hello Cy Young" in await is_answered(office, new)


async def test_whoever_leaves_the_channel_is_let_go_when_everybody_is_listed(office: Office) -> None:
    await lists_everybody(office)
    office.general.members.remove(office.bo.id)
    await lists_everybody(office)
    with office.engine.database.reading() as session:
        ((account, bo),) = belonging.accounts_called(Here(session, 1), office.bo.id)
        assert (account.kind, bo.leaving_since is not None) == ("outsider", True)


async def test_while_slack_says_nothing_of_the_channel_nobody_is_let_go(office: Office) -> None:
    await lists_everybody(office)
    await office.forgets_in_memory()
    office.slack.faults.on("conversations.members", TooMany(30), times=9)
    assert "Hello" in await is_answered(office, office.bo)
    assert "can’t find out just now" in await is_answered(office, cy(office))
