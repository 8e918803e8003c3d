"""Slack over a socket that we opened: every envelope is read and looked at before anything is made of it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.admission import Installation, Malformed, NotOurs, checked, note_refusal
from bot.slack.text import Json

FINISHES_WITHIN = 3.0
"""Real seconds that whoever is being answered is given before a connection is exchanged: as long as Slack waits."""


class Sockets(AsyncBaseSocketModeHandler):
    """As Bolt's own handler, but what is refused is not acknowledged: to Slack it is as if nobody had heard it."""

    app: AsyncApp
    client: SocketModeClient

    def __init__(self, app: AsyncApp, token: str, proxy: str | None, ping_interval: float, here: Installation) -> None:
        self.app = app
        self.client = Client(app, token, proxy, ping_interval, self._finish)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]  # as Bolt does it
        self._here = here
        self._under_way = 0
        self._answered = asyncio.Condition()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One envelope."""
        self._under_way += 1
        try:
            await self._answer(client, req)
        finally:
            self._under_way -= 1
            async with self._answered:
                self._answered.notify_all()

    async def _finish(self) -> None:
        """Wait until nobody is being answered, for as long as Slack would."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FINISHES_WITHIN), self._answered:
                await self._answered.wait_for(lambda: not self._under_way)

    async def _answer(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        try:
            payload = checked(req.payload)
            self._here.admit(payload)
            bolt_request = bolt_request_of(payload)
        except (Malformed, NotOurs) as why:
            note_refusal(why)
            return
        await send_async_response(client, req, await self.app.async_dispatch(bolt_request), 0.0)


class Client(SocketModeClient):
    """Slack's own, which closes a connection before it opens another, but not before it has answered what came over it.

    `finish` waits until nobody is being answered.
    """

    def __init__(
        self,
        app: AsyncApp,
        token: str,
        proxy: str | None,
        ping_interval: float,
        finish: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(token, app.logger, app.client, proxy, ping_interval=ping_interval)
        self._finish = finish

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Connect anew: by `force` where Slack has asked for it, else because the connection is broken."""
        if force:
            await self._finish()
        await super().connect_to_new_endpoint(force)


def bolt_request_of(payload: Json) -> AsyncBoltRequest:
    """A payload as Bolt takes it, already read. Raises `Malformed` where Bolt stumbles over what we never look at."""
    try:
        return AsyncBoltRequest(mode="socket_mode", body=payload)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        raise Malformed from None
