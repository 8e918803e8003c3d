"""The sandbox as a whole: its parts put together, started and stopped."""

import asyncio
import socket
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.clocks import PaceClock
from bot.sandbox.delivery import Carrier, Delivery
from bot.sandbox.faults import Faults
from bot.sandbox.front_door import FrontDoor
from bot.sandbox.happenings import Happenings
from bot.sandbox.installation import App
from bot.sandbox.interactions import Interactions
from bot.sandbox.limits import Limits
from bot.sandbox.payloads import Payloads
from bot.sandbox.people import People
from bot.sandbox.request_url import RequestUrl
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Workspace
from bot.service.web import say_no_version


class Sandbox:
    """A small Slack that listens on 127.0.0.1 while it is entered.

        workspace = Workspace()
        ann = workspace.add_user("Ann Okafor", email="ann@example.org")
        async with Sandbox(workspace, App()) as slack:
            …                                    # start the bot with slack.settings()
            await slack.people.types(ann, slack.workspace.open_direct([ann.id, slack.app.bot_user]), "/coffee join")

    `pace` measures rate limits and the waits between redeliveries, and may run fast. `deadlines` measures what the app
    is given to work in (three seconds to acknowledge and to use a trigger), and is a clock of its own because work does
    not get faster when the limits do.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        app: App | None = None,
        *,
        port: int = 0,
        pace: PaceClock | None = None,
        deadlines: PaceClock | None = None,
    ) -> None:
        self.workspace = workspace or Workspace()
        self.app = app or App()
        self.workspace.install(self.app)
        self.faults = Faults()
        self._listening = socket.create_server(("127.0.0.1", port))
        self.base = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

        pace, deadlines = pace or PaceClock(), deadlines or PaceClock()
        self.socket_mode = SocketMode(self.workspace, self.app)
        carrier: Carrier = RequestUrl(self.app) if self.app.request_url else self.socket_mode
        self.delivery = Delivery(carrier, self.faults, pace=pace, deadlines=deadlines)
        interactions = Interactions(self.workspace, deadlines)
        self.front_door = FrontDoor(
            self.workspace, self.app, interactions, Limits(pace), self.faults, self.socket_mode, self.base
        )
        payloads = Payloads(self.workspace, self.app, interactions, self.base)
        self.happenings = Happenings(self.workspace, self.app, self.delivery, payloads)
        self.people = People(self.workspace, self.app, self.delivery, payloads, self.happenings)
        self.application = self.front_door.application()
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is to be."""
        return f"{self.base}/api/"

    def settings(self) -> dict[str, str]:
        """Build the environment with which the bot talks to this sandbox."""
        settings = {"SLACK_API_URL": self.api_url, "SLACK_BOT_TOKEN": self.app.bot_token}
        if self.app.request_url:
            return settings | {"SLACK_SIGNING_SECRET": self.app.signing_secret}
        return settings | {"SLACK_APP_TOKEN": self.app.app_token}

    async def settled(self, *, quiet_for: float = 0.1) -> None:
        """Wait until nothing is on its way to the app, and it has not called for so many real seconds."""
        while True:
            calls = len(self.front_door.calls)
            await asyncio.sleep(quiet_for)
            if self.delivery.is_idle and len(self.front_door.calls) == calls:
                return

    async def start(self) -> None:
        """Begin to answer. Add routes to `application` before, if there are to be more."""
        say_no_version()
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.SockSite(self._runner, self._listening).start()

    async def stop(self) -> None:
        """Give up what is under way and close every connection."""
        await self.delivery.stop()
        await self.socket_mode.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self._listening.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
