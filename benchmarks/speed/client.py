"""A light client: requests that were built and signed before, over connections that stay open, as Slack keeps them."""

import asyncio
import hashlib
import hmac
import json
import math
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.slack.web import PATH

FORM = "application/x-www-form-urlencoded"
_END, _LENGTH, _WELL = b"\r\n\r\n", b"\r\ncontent-length:", b"HTTP/1.1 200"
_READS_AT_ONCE = 65_536

Check = Callable[[bytes], bool]
"""Whether a body is what whoever asked wanted; false where it only promises that. Raises `Wrong` for any other."""


class Wrong(AssertionError):
    """Raised where an answer is not what was measured: nothing said of how quick it was would mean anything."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(answer[:1_000])


@dataclass(frozen=True)
class Signer:
    """Makes the requests of a Slack that knows this secret. What it makes is good for five minutes."""

    secret: str

    def command(self, payload: dict[str, Any]) -> bytes:
        """A slash command."""
        return self._signed(urlencode(payload))

    def interaction(self, payload: str) -> bytes:
        """A press or a form, given as JSON."""
        return self._signed(urlencode({"payload": payload}))

    def event(self, payload: dict[str, Any]) -> bytes:
        """An event."""
        return self._signed(json.dumps(payload), "application/json")

    def _signed(self, body: str, kind: str = FORM) -> bytes:
        stamp = str(int(time.time()))
        signed = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        lines = (
            f"POST {PATH} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body.encode())}",
            f"X-Slack-Request-Timestamp: {stamp}",
            f"X-Slack-Signature: v0={signed}",
        )
        return "\r\n".join((*lines, "", body)).encode()


class Connection:
    """One connection to a server of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    async def ask(self, request: bytes) -> bytes:
        """The whole answer to a request. Raises `OSError` where nobody listens, or nobody does any more."""
        loop = asyncio.get_running_loop()
        if self._socket is None:
            self._socket = socket.socket()
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await loop.sock_connect(self._socket, ("127.0.0.1", self._port))
        await loop.sock_sendall(self._socket, request)
        answer = b""
        while not _is_whole(answer):
            more = await loop.sock_recv(self._socket, _READS_AT_ONCE)
            if not more:
                raise ConnectionResetError
            answer += more
        return answer

    def close(self) -> None:
        """Close it."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


@dataclass(frozen=True)
class Rush:
    """What came of many requests: how long each waited, and how long all of them took, in seconds.

    Who was only promised an answer has waited for ever.
    """

    waited: Sequence[float]
    took: float

    @property
    def late(self) -> int:
        """How many were only promised an answer."""
        return sum(map(math.isinf, self.waited))


async def as_fast_as_answered(ports: Sequence[int], clients: int, requests: Sequence[bytes], well: Check) -> Rush:
    """Let clients, spread over servers, each ask again as soon as they have their answer, until nothing is left."""
    left = iter(requests)
    answers: list[tuple[bytes, float]] = []

    async def asks(connection: Connection) -> None:
        for request in left:
            began = time.perf_counter()
            answer = await connection.ask(request)
            answers.append((answer, time.perf_counter() - began))

    with _connections(ports[number % len(ports)] for number in range(clients)) as connections:
        began = time.perf_counter()
        await asyncio.gather(*map(asks, connections))
        took = time.perf_counter() - began
    return _looked_at(answers, took, well)


async def as_offered(port: int, a_second: float, requests: Sequence[bytes], well: Check) -> Rush:
    """Ask so many times a second whether or not what came before was answered; each waits from when it was due."""
    free: list[Connection] = []
    answers: list[tuple[bytes, float]] = []

    async def asks(request: bytes, due: float) -> None:
        connection = free.pop() if free else Connection(port)
        answer = await connection.ask(request)
        answers.append((answer, time.perf_counter() - due))
        free.append(connection)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as asking:
        for number, request in enumerate(requests):
            due = began + number / a_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            asking.create_task(asks(request, due))
    took = time.perf_counter() - began
    for connection in free:
        connection.close()
    return _looked_at(answers, took, well)


@contextmanager
def _connections(ports: Iterable[int]) -> Iterator[list[Connection]]:
    opened = [Connection(port) for port in ports]
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(_END)
    if not end:
        return False
    _, named, after = head.lower().partition(_LENGTH)
    return not named or len(body) >= int(after.partition(b"\r\n")[0])


def _looked_at(answers: Sequence[tuple[bytes, float]], took: float, well: Check) -> Rush:
    waited = []
    for answer, after in answers:
        head, _, body = answer.partition(_END)
        if not head.startswith(_WELL):
            raise Wrong(answer)
        waited.append(after if well(body) else math.inf)
    return Rush(waited, took)
