"""The workspace joins an Enterprise Grid, before the bot starts or while it runs: whoever was there goes on."""

import pytest
from sqlmodel import func, select

from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.platforms.platform import NotNow
from bot.sandbox.faults import Fault, Says, TooMany
from bot.sandbox.records import User
from bot.slack.connection import connect
from storage.tables import AccountRow, Organisation, Person, Workspace
from tests.slack.conftest import FASTER, Office, slack_settings


async def drinks(office: Office, user: User) -> None:
    """Somebody does something that is counted in their own row."""
    await office.slack.people.types(user, office.general, "/tea greet hello")
    await office.slack.settled()
    (said,) = office.slack.workspace.visible_to(user.id, office.general.id)[-1:]
    await office.slack.people.presses(user, said, "tea.drink")


def counted(engine: Engine) -> tuple[int, ...]:
    with engine.database.reading() as session:
        rows = (Person, AccountRow, Workspace, Organisation)
        return tuple(session.exec(select(func.count()).select_from(row)).one() for row in rows)


def called(engine: Engine) -> set[tuple[str, str]]:
    with engine.database.reading() as session:
        return {(one.tenant, one.user) for one in session.exec(select(AccountRow)).all()}


async def test_while_the_bot_runs(office: Office) -> None:
    await drinks(office, office.ann)
    before = counted(office.engine)
    office.slack.workspace.joins_grid("E1")
    await office.forgets_in_memory()
    await drinks(office, office.ann)
    assert counted(office.engine) == before
    assert (office.slack.workspace.team, office.ann.everywhere) in called(office.engine)
    assert await office.cups(office.ann) == "2 cups"


@pytest.mark.parametrize("is_wide", [False, True], ids=["this workspace's", "the organisation's"])
async def test_while_it_is_stopped(office: Office, is_wide: bool) -> None:
    await drinks(office, office.ann)
    before = counted(office.engine)
    office.slack.workspace.joins_grid("E1", is_wide=is_wide)
    connection = await connect(office.engine, slack_settings(office.slack), Pace(factor=FASTER))
    assert connection.platform.tenant == ("E1" if is_wide else office.slack.workspace.team)
    assert called(office.engine) == {(connection.platform.tenant, office.ann.everywhere)}
    assert counted(office.engine) == before


@pytest.mark.parametrize("fault", [Says("missing_scope"), Says("unknown_method"), Says("nobody_knows")])
async def test_where_slack_maps_no_ids_they_follow_one_by_one(office: Office, fault: Fault) -> None:
    await drinks(office, office.ann)
    office.slack.workspace.joins_grid("E1")
    office.slack.faults.on("migration.exchange", fault, times=9)
    connection = await connect(office.engine, slack_settings(office.slack), Pace(factor=FASTER))
    async for profile in connection.platform.everybody():
        office.engine.meet(profile)
    team = office.slack.workspace.team
    facilitates = (team, office.bo.everywhere)  # by the settings, so known from the first listing
    assert called(office.engine) == {(team, office.ann.everywhere), facilitates}


async def test_where_slack_has_no_time_it_is_tried_again(office: Office) -> None:
    await drinks(office, office.ann)
    office.slack.workspace.joins_grid("E1")
    office.slack.faults.on("migration.exchange", TooMany(1))
    with pytest.raises(NotNow):
        await connect(office.engine, slack_settings(office.slack), Pace(factor=FASTER))
    await connect(office.engine, slack_settings(office.slack), Pace(factor=FASTER))
    assert called(office.engine) == {(office.slack.workspace.team, office.ann.everywhere)}
