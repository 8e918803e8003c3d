"""Slack over a socket that we opened: every envelope is read and looked at before anything is made of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from itertools import chain, repeat
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.faults.faults import note
from bot.slack.admission import Installation, Malformed, NotOurs, checked, note_refusal
from bot.slack.text import Json

FINISHES_WITHIN = 5.0
"""Real seconds that whoever is being answered is given before a connection is closed. Slack waits for three, and nobody
waits for this: the next connection is open.
"""

FIRST_PAUSES, PAUSE = (0.5, 1.0, 2.0), 5.0
"""Real seconds between two tries to connect: the first ones, and every other."""

NO_CONNECTION = (SlackClientError, ClientError, OSError, TimeoutError, ValueError, LookupError, AttributeError)
"""What comes of an address or a connection that is not given, the last of them of an answer that is no JSON object."""

GREETS_WITHIN = 10.0
"""Real seconds in which Slack says hello, or the connection is none."""

ASKED_OVER: ContextVar[ClientWebSocketResponse | None] = ContextVar("asked over", default=None)
"""The connection over which came what is being answered."""


class Line:
    """One connection, which has said `hello`. It is heard until it is closed, and what comes is answered over it.

    `everybody` are those who are being answered over any line: each line adds its own.
    """

    def __init__(
        self,
        socket: ClientWebSocketResponse,
        hello: Json,
        takes: Callable[[Json, str], Awaitable[None]],
        everybody: set[asyncio.Task[None]],
    ) -> None:
        self.hello = hello
        self.socket = socket
        self._takes = takes
        self._everybody = everybody
        self._here: set[asyncio.Task[None]] = set()
        self.heard = asyncio.create_task(self._hear())

    async def close(self) -> None:
        """Close it once nobody is being answered, at best over any line: what comes while it closes is lost."""
        for them in (self._everybody, self._here):
            with suppress(TimeoutError):
                async with asyncio.timeout(FINISHES_WITHIN):
                    while them:
                        await asyncio.wait(them)
        await self.socket.close()

    async def _hear(self) -> None:
        async for frame in self.socket:
            if frame.type is WSMsgType.TEXT:
                answering = asyncio.create_task(self._take(frame.data))
                for them in (self._everybody, self._here):
                    them.add(answering)
                    answering.add_done_callback(them.discard)

    async def _take(self, message: str) -> None:
        ASKED_OVER.set(self.socket)
        try:
            said = json.loads(message)
            if not isinstance(said, dict):
                raise Malformed
        except (ValueError, RecursionError):
            note_refusal(Malformed())
            return
        await self._takes(said, message)


class Client(AsyncBaseSocketModeClient):
    """Hears Slack over one line, and over the next one before that is closed.

    Slack's own client closes a connection before it opens another, tries for ever an address that is good for one
    connection, and takes a clock that was set on for a dead line. That a line is dead is told by its heartbeat here.

    `greeted` is told of each hello with which a line begins.
    """

    def __init__(self, app: AsyncApp, token: str, proxy: str | None, ping_interval: float) -> None:
        self.logger, self.web_client, self.app_token = app.logger, app.client, token
        self.message_listeners, self.socket_mode_request_listeners = [], []
        self.connect_operation_lock, self.closed = asyncio.Lock(), False
        self._proxy, self._ping_interval = proxy, ping_interval
        self._session = ClientSession()
        self._line: Line | None = None
        self._being_answered: set[asyncio.Task[None]] = set()
        self._at_work: set[asyncio.Task[None]] = set()
        self.greeted: Callable[[Json], Coroutine[Any, Any, None]] | None = None

    async def connect(self) -> None:
        """Open a line, and try until there is one; then close the one before."""
        before, line = self._line, await self._next_line()
        self._line = line
        self._starts(self._stay_on(line))
        if self.greeted is not None:
            self._starts(self.greeted(line.hello))
        if before is not None:
            self._starts(before.close())

    async def disconnect(self) -> None:
        """Close the line."""
        if self._line is not None:
            await self._line.socket.close()

    async def close(self) -> None:
        """Close the line, and open no other."""
        self.closed = True
        await self.disconnect()
        for task in self._at_work:
            task.cancel()
        await self._session.close()

    async def is_connected(self) -> bool:
        """Say whether there is a line."""
        return self._line is not None and not self._line.socket.closed

    async def send_message(self, message: str) -> None:
        """Answer where it was asked, as long as that is open."""
        asked = ASKED_OVER.get()
        if asked is not None and not asked.closed:
            await asked.send_str(message)
        elif self._line is not None:
            await self._line.socket.send_str(message)

    @asynccontextmanager
    async def another_line(self) -> AsyncIterator[Line]:
        """Open one for the sake of its hello. Whatever comes over it meanwhile is taken as if over the other."""
        line = await self._open()
        try:
            yield line
        finally:
            await line.close()

    async def _next_line(self) -> Line:
        for pause in chain(FIRST_PAUSES, repeat(PAUSE)):
            try:
                return await self._open()
            except NO_CONNECTION as error:
                note("connect to Slack", error)
                await asyncio.sleep(pause)
        raise AssertionError  # it tries for ever

    async def _open(self) -> Line:
        socket = await self._session.ws_connect(
            await self.issue_new_wss_url(),
            heartbeat=self._ping_interval,
            proxy=self._proxy,
            ssl=self.web_client.ssl or True,
        )
        frame = await socket.receive(GREETS_WITHIN)
        hello = frame.json() if frame.type is WSMsgType.TEXT else {}
        if hello.get("type") != "hello":  # there are too many, say
            await socket.close()
            raise ConnectionRefusedError
        return Line(socket, hello, self.run_message_listeners, self._being_answered)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Go over to another line: where Slack asks for it, with `force`; else where there is none."""
        await asyncio.wait({self._starts(self._exchange(force))})

    async def _exchange(self, force: bool) -> None:
        async with self.connect_operation_lock:
            if force or not await self.is_connected():
                await self.connect()

    async def _stay_on(self, line: Line) -> None:
        """Open another once this one has ended, unless it was exchanged for another."""
        await line.heard
        if line is self._line and not self.closed:
            await self.connect_to_new_endpoint()

    def _starts(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        return task


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
