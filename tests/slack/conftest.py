"""The real Bolt and slack_sdk, over real sockets, between an engine with a small activity and the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web
from pydantic import SecretStr
from sqlmodel import delete

from activities.kit.policy import Policy
from bot.delivery.delivery import Delivery
from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from bot.sandbox.records import Conversation, User, View
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings.members import members as who_belongs
from bot.settings.rules import Rules
from bot.settings.settings import Slack
from bot.slack.connection import SlackConnection, connect
from bot.slack.platform import SlackPlatform
from storage.database import Database
from storage.tables import AccountRow, Message, Parcel
from tests.slack.tea import Tea

FASTER = 50.0
"""How much faster rate limits and retries pass here."""


@dataclass
class Office:
    """A workspace with the bot in it, and four people."""

    slack: Sandbox
    tea: Tea
    engine: Engine
    connection: SlackConnection
    ann: User
    bo: User
    guest: User
    stranger: User
    general: Conversation

    @property
    def platform(self) -> SlackPlatform:
        return self.connection.platform

    def chat(self, user: User) -> Conversation:
        """A user's own chat with the bot."""
        return self.slack.workspace.open_direct([user.id, self.slack.app.bot_user])

    def shown(self, user: User, where: Conversation) -> list[str]:
        """What a user reads in a conversation, a string a message."""
        return [flat(message) for message in self.slack.workspace.visible_to(user.id, where.id)]

    async def opens_form(self, user: User, by: str = "/tea join") -> View:
        """The form, in front of a user."""
        await self.slack.people.types(user, self.general, by)
        return await self.slack.people.modal(user)

    async def forgets_in_memory(self) -> None:
        """The bot forgets whom it has looked up, as it does when it is started again."""
        await self.slack.settled()
        self.platform.lookups._known.clear()
        self.platform.lookups._places._within = {}
        self.platform.lookups._places._listed_at = None
        self.platform.lookups._places.silent = frozenset(self.platform.lookups._places.ids)

    def forgets_everybody(self) -> None:
        """The database has nobody."""
        with self.engine.database.writing() as session:
            session.exec(delete(Parcel))
            session.exec(delete(Message))
            session.exec(delete(AccountRow))

    async def cups(self, user: User) -> str:
        """How often something took effect for a user, as their home page has it."""
        await self.slack.people.opens_home(user)
        home = await self.slack.people.home(user)
        return flat(home).split(" had ")[1].split(".")[0]


def flat(shown: object) -> str:
    """What something says, in one line."""
    return " ".join(what_it_says(shown).split())  # type: ignore[arg-type]  # a message or a view


@pytest.fixture(autouse=True)
def dead_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy at which nobody answers: nothing on this machine may go through it."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


@pytest.fixture
def tea() -> Tea:
    return Tea()


@pytest.fixture
async def office(tea: Tea, sqlite_url: str) -> AsyncIterator[Office]:
    """The office, over Socket Mode."""
    async with over_sockets(tea, sqlite_url) as office:
        yield office


@pytest.fixture(params=["socket", "http"])
async def either_office(
    tea: Tea, sqlite_url: str, unused_tcp_port: int, request: pytest.FixtureRequest
) -> AsyncIterator[Office]:
    """The office, once over Socket Mode and once over signed HTTP requests."""
    reached = over_http(tea, sqlite_url, unused_tcp_port) if request.param == "http" else over_sockets(tea, sqlite_url)
    async with reached as office:
        yield office


@asynccontextmanager
async def over_sockets(tea: Tea, database_url: str, belongs: str = "tenant") -> AsyncIterator[Office]:
    """An office whose bot hears over Socket Mode."""
    async with an_office(tea, database_url, App(), belongs) as office:
        await office.connection.start()
        await office.slack.socket_mode.connected()
        yield office
        await office.connection.stop()


@asynccontextmanager
async def over_http(tea: Tea, database_url: str, port: int, belongs: str = "tenant") -> AsyncIterator[Office]:
    """An office whose bot is called by Slack."""
    app = App(request_url=f"http://127.0.0.1:{port}/slack/events")
    async with an_office(tea, database_url, app, belongs) as office:
        application = web.Application()
        application.add_routes(office.connection.routes())
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield office
        await runner.cleanup()
        await office.connection.stop()


@asynccontextmanager
async def an_office(tea: Tea, database_url: str, app: App, belongs: str = "tenant") -> AsyncIterator[Office]:
    """Everything but the way in which Slack reaches the bot. `belongs`: who does; `{general}` is the channel's id."""
    database, pace = Database(database_url), Pace(factor=FASTER)
    workspace = Workspace()
    async with Sandbox(workspace, app, pace=PaceClock(FASTER), deadlines=PaceClock(UNHURRIED)) as slack:
        ann = workspace.add_user("Ann Okafor", email="ann@example.org")
        bo = workspace.add_user("Bo Lindqvist", email="bo@example.org")
        guest = workspace.add_user("Gil Guest", is_ultra_restricted=True)
        stranger = workspace.add_user("Sal Stranger", team="T0OTHER", is_stranger=True)
        members = [user.id for user in (ann, bo, guest, stranger)]
        general = workspace.add_conversation("channel", [*members, app.bot_user], name="general")
        policy = Policy(members=who_belongs(belongs.format(general=general.id)))
        rules = Rules(seed="tea", facilitators=frozenset({"bo@example.org"}), policy=policy)
        engine = Engine(database, [tea.activity()], rules)
        connection = await connect(engine, slack_settings(slack), pace)
        delivery = delivering(engine, connection.platform, pace)
        engine.when_written = delivery.nudge
        running = asyncio.create_task(delivery.run())
        yield Office(slack, tea, engine, connection, ann, bo, guest, stranger, general)
        delivery.stop()
        await running
    database.close()


def slack_settings(slack: Sandbox) -> Slack:
    """The settings with which the bot talks to a sandbox."""
    by_post = slack.app.request_url is not None
    return Slack(
        bot_token=SecretStr(slack.app.bot_token),
        app_token=None if by_post else SecretStr(slack.app.app_token),
        signing_secret=SecretStr(slack.app.signing_secret) if by_post else None,
        api_url=slack.api_url,
    )


def delivering(engine: Engine, platform: SlackPlatform, pace: Pace) -> Delivery:
    """What delivers to the workspace."""
    with engine.database.writing() as session:
        at = engine.reception.workspace(session, platform.name, platform.tenant)
    return Delivery(Ledger(engine, at.id, pace, frozenset({platform.name})), platform, pace)
