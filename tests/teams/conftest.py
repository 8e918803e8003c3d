"""The bot's real endpoint and delivery, between an engine with a small activity and a small Teams."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from activities.kit.policy import Policy
from bot.engine.engine import Engine
from bot.settings.rules import Rules
from storage.belonging import EVERYBODY_BELONGS, MemberRules
from storage.database import Database
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_bot import TeamsBot, in_a_small_teams
from tests.fronts.teams_service import Service
from tests.slack.tea import Tea
from tests.town import Town

TENANT = "0a1b2c3d-5b6a-4789-9abc-def012345678"


@pytest.fixture
def tea() -> Tea:
    return Tea()


@pytest.fixture
async def office(tea: Tea, sqlite_url: str) -> AsyncIterator[TeamsBot]:
    """The bot in a team, with Ann and Bo, who facilitates."""
    async with an_office(tea, sqlite_url, EVERYBODY_BELONGS) as bot:
        yield bot


@asynccontextmanager
async def an_office(tea: Tea, sqlite_url: str, belongs: MemberRules) -> AsyncIterator[TeamsBot]:
    """A bot, with Ann and Bo, who facilitates, of whom some belong."""
    database = Database(sqlite_url)
    engine = Engine(
        database,
        [tea.activity()],
        Rules(seed="tea", facilitators=frozenset({"bo@example.org"}), policy=Policy(members=belongs)),
    )
    service = Service(TENANT)
    service.add("ann", "Ann Okafor", "ann@example.org")
    service.add("bo", "Bo Lindqvist", "bo@example.org")
    async with in_a_small_teams(engine, service) as bot:
        yield bot
    database.close()


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[Town]:
    """A whole town in Teams, for a test that is itself plain."""
    made = Town(tmp_path, front=TeamsFront)
    yield made
    made.close()
