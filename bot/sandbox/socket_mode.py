"""Socket Mode: the WebSocket connections over which the app hears what happened."""

import asyncio
import contextlib
import itertools
import json
import secrets
import uuid
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from bot.sandbox.delivery import Answer, Parcel
from bot.sandbox.installation import App
from bot.sandbox.records import Json
from bot.sandbox.workspace import Workspace

MOST_CONNECTIONS = 10


@dataclass(frozen=True, eq=False)
class Connection:
    """One open socket, and the transport below it, which can be broken without a word."""

    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None


class SocketMode:
    """The app's connections. Each parcel goes to one of them, in turn."""

    def __init__(self, workspace: Workspace, app: App) -> None:
        self._workspace = workspace
        self._app = app
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._turn = itertools.count()
        self._awaited: dict[str, tuple[Connection, asyncio.Future[Answer]]] = {}
        self._came_or_went = asyncio.Condition()

    def new_ticket(self) -> str:
        """Give a ticket for one connection, to stand in its address."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def connections(self) -> int:
        """How many connections the app has open."""
        return len(self._open)

    async def connected(self, at_least: int = 1) -> None:
        """Wait until the app has so many connections open."""
        async with self._came_or_went:
            await self._came_or_went.wait_for(lambda: self.connections >= at_least)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from its opening by the app to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        if self.connections >= MOST_CONNECTIONS:
            await self._say_goodbye(connection, "too_many_websockets")
            await socket.close()
            return socket
        await self._welcome(connection)
        try:
            with contextlib.suppress(ConnectionError):  # the app was killed before it could be answered
                async for message in socket:
                    if message.type is WSMsgType.TEXT:
                        self._take_acknowledgement(json.loads(message.data))
        finally:
            await self._forget(connection)
        return socket

    async def carry(self, parcel: Parcel, within: float) -> Answer:
        """Send a parcel over one of the connections and wait for its acknowledgement."""
        if not self._open:
            return Answer(False, reason="connection_failed")
        connection = self._open[next(self._turn) % len(self._open)]
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": parcel.payload,
            "type": parcel.kind,
            "accepts_response_payload": parcel.kind != "events_api",
        }
        if parcel.kind == "events_api":
            envelope |= {"retry_attempt": parcel.retry_attempt, "retry_reason": parcel.retry_reason}
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = (connection, answer)
        try:
            await connection.socket.send_json(envelope)
            return await asyncio.wait_for(answer, within)
        except TimeoutError:
            return Answer(False, reason="timeout")
        except ConnectionError:
            return Answer(False, reason="connection_failed")
        finally:
            del self._awaited[envelope_id]

    async def refresh(self) -> None:
        """Ask every connection to be replaced, as Slack does from time to time."""
        for connection in list(self._open):
            await self._say_goodbye(connection, "refresh_requested")

    async def warn(self) -> None:
        """Say of every connection that it will be closed, as Slack does ten seconds before; until then it is used."""
        for connection in list(self._open):
            await self._say_disconnect(connection, "warning")

    async def drop(self) -> None:
        """Break every connection without a word."""
        for connection in list(self._open):
            await self._forget(connection)
            if isinstance(connection.transport, asyncio.WriteTransport):
                connection.transport.abort()

    async def stop(self) -> None:
        """Close every connection."""
        for connection in list(self._open):
            await connection.socket.close()

    async def _welcome(self, connection: Connection) -> None:
        await connection.socket.send_json(
            {
                "type": "hello",
                "num_connections": self.connections + 1,
                "debug_info": {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self._app.id},
            }
        )
        async with self._came_or_went:
            self._open.append(connection)
            self._came_or_went.notify_all()

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        if connection in self._open:  # nothing more goes over it, but what is under way may still be acknowledged
            self._open.remove(connection)
        await self._say_disconnect(connection, reason)

    async def _say_disconnect(self, connection: Connection, reason: str) -> None:
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
        await connection.socket.send_json(farewell)

    async def _forget(self, connection: Connection) -> None:
        for awaited_on, answer in self._awaited.values():
            if awaited_on is connection and not answer.done():
                answer.set_result(Answer(False, reason="connection_failed"))
        async with self._came_or_went:
            if connection in self._open:
                self._open.remove(connection)
            self._came_or_went.notify_all()

    def _take_acknowledgement(self, said: Json) -> None:
        _, answer = self._awaited.get(said.get("envelope_id", ""), (None, None))
        if answer is not None and not answer.done():
            answer.set_result(Answer(True, said.get("payload") or {}))
