"""In Teams, where a tenant is shared by many: the members of a team belong, or whose address or name says so."""

from collections.abc import AsyncIterator

import pytest

from bot.platforms.platform import SendingFailed
from bot.settings.members import members
from storage import belonging
from storage.here import Here
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_service import TEAM, Fault
from tests.slack.tea import Tea
from tests.teams.conftest import an_office
from tests.teams.installing import OTHER_TEAM, installs, leaves, takes_in
from tests.teams.test_talking import types

TURNED_AWAY = "Knowhow is for members"


@pytest.fixture
async def office(tea: Tea, sqlite_url: str) -> AsyncIterator[TeamsBot]:
    """The bot in a team whose members belong. Zoe, of another trust, is in the tenant only."""
    async with an_office(tea, sqlite_url, members(f"teams:{TEAM}")) as bot:
        bot.service.add("zoe", "Zoe Yates", "zoe@southport.example")
        bot.service.absent |= {(TEAM, "zoe"), (OTHER_TEAM, "ann")}
        await installs(bot)
        yield bot


def kind_of(office: TeamsBot, user: str) -> list[tuple[str, bool]]:
    """What they are by their account, and whether they are waited for."""
    with office.engine.database.reading() as session:
        found = belonging.accounts_called(Here(session, 1), user)
        return [(account.kind, person.leaving_since is not None) for account, person in found]


async def test_whoever_is_in_the_team_belongs_and_nobody_else_leaves_a_trace(office: TeamsBot) -> None:
    assert "Hello Ann Okafor" in (await types(office, "tea greet"))[-1]
    assert TURNED_AWAY in (await types(office, "tea greet", "zoe"))[-1]
    assert TURNED_AWAY in (await types(office, "home", "zoe"))[-1]
    await takes_in(office, "zoe")
    assert kind_of(office, "zoe") == []


async def test_another_team_that_has_the_bot_makes_nobody_a_member(office: TeamsBot) -> None:
    await installs(office, OTHER_TEAM)
    await office.lists_everybody()
    assert TURNED_AWAY in (await types(office, "tea greet", "zoe"))[-1]
    assert kind_of(office, "zoe") == []


async def test_whoever_leaves_the_team_is_let_go_though_their_chat_still_has_the_bot(office: TeamsBot) -> None:
    await types(office, "tea greet", "bo")
    await office.lists_everybody()
    assert kind_of(office, "bo") == [("member", False)]
    await leaves(office, "bo")
    await office.lists_everybody()
    assert kind_of(office, "bo") == [("outsider", True)]
    office.service.absent.discard((TEAM, "bo"))
    await office.lists_everybody()
    assert kind_of(office, "bo") == [("member", False)]


async def test_while_the_team_does_not_answer_nobody_is_let_go(office: TeamsBot) -> None:
    await office.lists_everybody()
    office.connection.platform.lookups.forget("bo")
    office.service.faults["member"] += [Fault(503)] * 9
    assert "Hello Bo Lindqvist" in (await types(office, "tea greet", "bo"))[-1]
    office.service.faults["member"].clear()
    office.service.faults["members"] += [Fault(503)] * 9
    with pytest.raises(SendingFailed):
        await office.lists_everybody()
    assert kind_of(office, "bo") == [("member", False)]
