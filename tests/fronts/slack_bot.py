"""The bot, connected to a small Slack: real Bolt, a real Socket Mode connection, real delivery."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.installation import App
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings.settings import Slack
from bot.slack.connection import SlackConnection, connect
from bot.slack.manifest import manifest
from tests.fronts.delivering import deliver

FASTER = 100.0
"""How much faster limits and retries pass here."""


@dataclass
class SlackBot:
    """Both ends of the wire, running."""

    engine: Engine
    slack: Sandbox
    connection: SlackConnection
    ledger: Ledger
    pace: Pace

    async def delivers(self) -> None:
        """Send everything that may leave by now."""
        await deliver(self.ledger, self.connection.platform, self.pace)


@asynccontextmanager
async def in_a_small_slack(engine: Engine, workspace: Workspace) -> AsyncIterator[SlackBot]:
    """The bot as the manifest of its activities describes it, installed in a workspace and connected to it."""
    pace = Pace(factor=FASTER)
    app = App.from_manifest(manifest(list(engine.activities.values())))
    async with Sandbox(workspace, app, pace=PaceClock(FASTER), deadlines=PaceClock(UNHURRIED)) as slack:
        connection = await connect(engine, _settings(slack), pace)
        await connection.start()
        await slack.socket_mode.connected()
        yield SlackBot(engine, slack, connection, _ledger(engine, connection, pace), pace)
        await connection.stop()


def _settings(slack: Sandbox) -> Slack:
    return Slack(
        bot_token=SecretStr(slack.app.bot_token),
        app_token=SecretStr(slack.app.app_token),
        signing_secret=None,
        api_url=slack.api_url,
    )


def _ledger(engine: Engine, connection: SlackConnection, pace: Pace) -> Ledger:
    platform = connection.platform
    with engine.database.writing() as session:
        at = engine.reception.workspace(session, platform.name, platform.tenant)
    return Ledger(engine, at.id, pace, frozenset({platform.name}))
