"""Two trusts in one tenant of Teams, each with a bot of its own, on one database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from activities.kit.policy import Policy
from bot.engine.engine import Engine
from bot.settings.rules import Rules
from storage import organisations
from storage.belonging import EVERYBODY_BELONGS
from storage.database import Database
from tests.fronts.teams_bot import TeamsBot, in_a_small_teams
from tests.fronts.teams_service import APP_ID, Service
from tests.slack.tea import Tea
from tests.teams.conftest import TENANT
from tests.teams.installing import installs
from tests.teams.test_talking import types

ANOTHER = "2e3d4c1f-6a5b-4978-9cba-fed210345678"


@asynccontextmanager
async def a_trust(url: str, app: str) -> AsyncIterator[TeamsBot]:
    """A process with the bot of one of them. Ann and Bo, who facilitates, have it in their team."""
    database, service = Database(url), Service(TENANT, app_id=app)
    policy = Policy(members=EVERYBODY_BELONGS)
    rules = Rules("tea", facilitators=frozenset({"bo@example.org"}), policy=policy)
    engine = Engine(database, [Tea().activity()], rules)
    engine.serving.begins()
    for user, name in (("ann", "Ann Okafor"), ("bo", "Bo Lindqvist")):
        service.add(user, name, f"{user}@example.org")
    async with in_a_small_teams(engine, service) as bot:
        await installs(bot)
        yield bot
    database.close()


async def test_each_bot_writes_to_its_own_people_alone(database: Database, database_url: str) -> None:
    async with a_trust(database_url, APP_ID) as ours:
        with database.writing() as session:
            another = organisations.new(session, "Europe/London", "Another trust")
            organisations.link(session, another, "teams", TENANT, ANOTHER)
        async with a_trust(database_url, ANOTHER) as theirs:
            await types(ours, "tea greet", "bo")
            await types(ours, "tea tell")
            theirs.ledger.sort()
            assert theirs.ledger.to_send() == []
            await ours.delivers()
            assert any("A cup for Ann" in str(one.card) for one in ours.service.messages)
            assert not any("A cup for Ann" in str(one.card) for one in theirs.service.messages)
            assert await theirs.connection.platform.calls.references.acquainted() == [], "nobody there has used it yet"
            await theirs.lists_everybody()
            assert (await types(theirs, "tea greet"))[-1].startswith("Hello Ann Okafor")
            with database.reading() as session:
                known = [organisations.workspaces_of(session, one) for one in organisations.every(session)]
            assert [[at.app for at in theirs] for theirs in known] == [[APP_ID], [ANOTHER]]
