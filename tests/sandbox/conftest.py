"""A sandbox with four people and a real Bolt app connected to it over real sockets."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clocks import PaceClock
from bot.sandbox.installation import App
from bot.sandbox.records import Conversation, User
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace


@dataclass
class Town:
    """Four people, a channel with the bot in it, and the sandbox that they are in."""

    slack: Sandbox
    ann: User
    bo: User
    cat: User
    dan: User
    general: Conversation

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Slack's own client, pointed at the sandbox."""
        return AsyncWebClient(token or self.slack.app.bot_token, base_url=self.slack.api_url)

    def chat(self, user: User) -> Conversation:
        """A user's own chat with the bot."""
        return self.slack.workspace.open_direct([user.id, self.slack.app.bot_user])


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack_sdk sends even calls to this machine to a proxy that the environment names."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def app() -> App:
    """The app as it is installed; tests take scopes away from it."""
    return App()


class Wall:
    """A clock on the wall that a test can put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Seconds since some moment in the past."""
        return time.monotonic() + self.ahead


@pytest.fixture
def wall() -> Wall:
    """The clock on the wall by which the app's deadlines are measured."""
    return Wall()


@pytest.fixture
def deadlines(wall: Wall) -> PaceClock:
    """What the app's three seconds are measured with; where the app never answers, tests let it run fast."""
    return PaceClock(wall=wall)


@pytest.fixture
def pace() -> PaceClock:
    """What rate limits are measured with: fast, so that they are in nobody's way."""
    return PaceClock(factor=50)


@pytest.fixture
async def town(app: App, pace: PaceClock, deadlines: PaceClock) -> AsyncIterator[Town]:
    """The town, answering."""
    workspace = Workspace()
    people = [
        workspace.add_user(name, email=f"{name.split()[0].lower()}@example.org", title=title)
        for name, title in [
            ("Ann Okafor", "Ward manager"),
            ("Bo Lindqvist", "Pharmacist"),
            ("Cat Murphy", "Librarian"),
            ("Dan Rees", "Porter"),
        ]
    ]
    async with Sandbox(workspace, app, pace=pace, deadlines=deadlines) as slack:
        members = [*(user.id for user in people), app.bot_user]
        general = workspace.add_conversation("channel", members, name="general")
        ann, bo, cat, dan = people
        yield Town(slack, ann, bo, cat, dan, general)


@pytest.fixture
async def bolt(town: Town) -> AsyncIterator[AsyncApp]:
    """A Bolt app that hears what happens over Socket Mode; tests give it listeners."""
    bolt = AsyncApp(client=town.client())
    handler = AsyncSocketModeHandler(bolt, town.slack.app.app_token, ping_interval=0.05)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await town.slack.socket_mode.connected()
    yield bolt
    await handler.close_async()  # type: ignore[no-untyped-call]
