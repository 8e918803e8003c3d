"""Slack over a socket that we opened: every envelope is read and looked at before anything is made of it."""

import asyncio
import contextlib
from contextvars import ContextVar
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.admission import Installation, Malformed, NotOurs, checked, note_refusal
from bot.slack.text import Json

FINISHES_WITHIN = 10.0
"""Real seconds that whoever is being answered is given before a connection is closed. Slack waits for three, and nobody
waits for this: the next connection is open.
"""

ASKED_OVER: ContextVar[ClientWebSocketResponse | None] = ContextVar("asked over", default=None)
"""The connection over which came what is being answered."""


class Client(SocketModeClient):
    """Slack's own client closes a connection before it opens another; here that is the other way round.

    What came over a connection is answered over it, and it is closed once nobody is being answered.
    """

    def __init__(self, app: AsyncApp, token: str, proxy: str | None, ping_interval: float) -> None:
        super().__init__(token, app.logger, app.client, proxy, ping_interval=ping_interval)
        self._before: ClientWebSocketResponse | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._answered = asyncio.Condition()

    @property
    def open_connection(self) -> ClientWebSocketResponse | None:
        """The connection that stands; while another is being opened, the one before."""
        return self.current_session or self._before

    async def connect(self) -> None:
        """Open a connection, and close the one before once whoever pressed something there has been answered."""
        before = self._before = self.open_connection
        self.current_session = None  # else it would be closed first
        await super().connect()  # type: ignore[no-untyped-call]
        self._before = None
        if before is not None:
            closing = asyncio.create_task(self._close(before))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def send_message(self, message: str) -> None:
        """Answer where it was asked, as long as that is open."""
        asked = ASKED_OVER.get()
        if asked is None or asked.closed:
            await super().send_message(message)
        else:
            await asked.send_str(message)

    async def enqueue_message(self, message: str) -> None:
        """Take what came over a connection; it is under way until everything that came of it is done."""
        self._under_way += 1
        await super().enqueue_message(message)

    async def run_message_listeners(self, message: Json, raw_message: str) -> None:
        """Let whoever listens have it."""
        try:
            await super().run_message_listeners(message, raw_message)
        finally:
            self._under_way -= 1
            async with self._answered:
                self._answered.notify_all()

    async def says_hello(self, connection: ClientWebSocketResponse) -> Json:
        """Hear out a connection that was opened for the sake of its hello alone; gives back the hello.

        Whatever else comes over it is taken as if it had come over the other, until nobody is being answered.
        """
        hello: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        hearing = asyncio.create_task(self._hear(connection, hello))
        try:
            either: set[asyncio.Future[Any]] = {hearing, hello}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            await self._finish()
            return hello.result() if hello.done() else {}
        finally:
            hearing.cancel()

    async def _hear(self, connection: ClientWebSocketResponse, hello: "asyncio.Future[Json]") -> None:
        async for frame in connection:
            if frame.type is WSMsgType.TEXT:
                said: Json = frame.json()
                if said.get("type") == "hello" and not hello.done():
                    hello.set_result(said)
                else:
                    await self.enqueue_message(frame.data)

    async def _finish(self) -> None:
        """Wait until nobody is being answered, or nobody who waits would be."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FINISHES_WITHIN), self._answered:
                await self._answered.wait_for(lambda: not self._under_way)

    async def _close(self, connection: ClientWebSocketResponse) -> None:
        await self._finish()
        await connection.close()


class Sockets(AsyncBaseSocketModeHandler):
    """Works as Bolt's own handler does, but what is refused is not acknowledged: to Slack, nobody has heard it."""

    app: AsyncApp
    client: Client

    def __init__(self, app: AsyncApp, token: str, proxy: str | None, ping_interval: float, here: Installation) -> None:
        self.app = app
        self.client = Client(app, token, proxy, ping_interval)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]  # as Bolt does it
        self._here = here

    async def handle(self, client: Client, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take one envelope."""
        ASKED_OVER.set(client.open_connection)
        await self._answer(client, req)

    async def _answer(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        try:
            payload = checked(req.payload)
            self._here.admit(payload)
            bolt_request = bolt_request_of(payload)
        except (Malformed, NotOurs) as why:
            note_refusal(why)
            return
        await send_async_response(client, req, await self.app.async_dispatch(bolt_request), 0.0)


def bolt_request_of(payload: Json) -> AsyncBoltRequest:
    """Make a request for Bolt of a payload, already read. Raises `Malformed` where Bolt stumbles over it.

    It stumbles over parts that we never look at.
    """
    try:
        return AsyncBoltRequest(mode="socket_mode", body=payload)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        raise Malformed from None
