"""Whoever takes the bot out, or is in no team with it any more, is let be until they come back."""

from collections.abc import Awaitable, Callable

import pytest

from storage import joining
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_service import APP_ID, TEAM, Fault
from tests.teams.installing import OTHER_TEAM, bot_leaves, installs, joins, leaves, takes_in, takes_out
from tests.teams.test_talking import types


def is_here(office: TeamsBot, user: str = "ann") -> bool:
    with office.engine.database.reading() as session:
        known = joining.behind(session, "teams", office.service.tenant, APP_ID, user)
        assert known is not None
        return known.person.active


async def ann_is_known(office: TeamsBot) -> None:
    """Ann has written in the team, and so has the bot in a chat of her own that she never added it to."""
    await installs(office)
    await types(office, "tea wait")
    office.service.absent.add((office.service.own_chat("ann"), "ann"))


async def writes(office: TeamsBot) -> None:
    await types(office, "tea wait")


async def adds_it(office: TeamsBot) -> None:
    await takes_in(office, "ann")


@pytest.mark.parametrize("comes_back", [writes, adds_it])
async def test_who_takes_the_bot_out_is_let_be_until_they_come_back(
    office: TeamsBot, comes_back: Callable[[TeamsBot], Awaitable[None]]
) -> None:
    await installs(office)
    await types(office, "tea wait")
    await takes_out(office, "ann")
    assert not is_here(office)
    await office.lists_everybody()  # she is in the team all the while
    assert not is_here(office)
    await comes_back(office)
    assert is_here(office)
    await office.lists_everybody()
    assert is_here(office)


async def test_who_leaves_the_only_team_is_let_be_until_they_join_again(office: TeamsBot) -> None:
    await ann_is_known(office)
    await leaves(office, "ann")
    assert not is_here(office)
    await joins(office, "ann")
    assert is_here(office)


async def test_who_leaves_one_of_two_teams_stays(office: TeamsBot) -> None:
    await ann_is_known(office)
    await installs(office, OTHER_TEAM)
    await leaves(office, "ann")
    assert is_here(office)
    await leaves(office, "ann", OTHER_TEAM)
    assert not is_here(office)


async def test_who_leaves_a_team_and_has_the_bot_for_themselves_stays(office: TeamsBot) -> None:
    await installs(office)
    await takes_in(office, "ann")
    await types(office, "tea wait")
    await leaves(office, "ann")
    assert is_here(office)


async def test_when_the_bot_leaves_a_team_so_do_those_who_are_nowhere_else_with_it(office: TeamsBot) -> None:
    await ann_is_known(office)
    await takes_in(office, "bo")
    await types(office, "tea wait", user="bo")
    await bot_leaves(office)
    assert (is_here(office), is_here(office, "bo")) == (False, True)
    await installs(office)
    await office.lists_everybody()
    assert is_here(office)


async def test_nobody_is_let_go_because_teams_does_not_answer(office: TeamsBot) -> None:
    await ann_is_known(office)
    await installs(office, OTHER_TEAM)
    office.service.absent.add((OTHER_TEAM, "ann"))
    office.service.faults["member"] += [Fault(404), Fault(400)]  # not in her own chat; of the team nothing is known
    await leaves(office, "ann")
    assert is_here(office)


async def test_a_night_finds_out_who_has_gone_while_nobody_listened(office: TeamsBot) -> None:
    await ann_is_known(office)
    office.service.absent.add((TEAM, "ann"))
    await office.lists_everybody()
    assert not is_here(office)


async def test_of_many_who_come_and_go_one_whom_teams_does_not_tell_of_keeps_nobody_else(office: TeamsBot) -> None:
    await ann_is_known(office)
    await leaves(office, "ann")
    office.service.absent.discard((TEAM, "ann"))
    unknown = {"id": "29:unknown", "aadObjectId": "unknown"}
    office.service.faults["member"] += [Fault(400)]
    ann = office.service.people["ann"]
    told = office.service.activity("conversationUpdate", "bo", TEAM, membersAdded=[unknown, ann])
    assert (await office.service.sends(told))[0] == 500  # so that Teams tells once more
    assert is_here(office)
