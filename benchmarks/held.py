"""How long transactions that write hold on: on SQLite nobody else can write meanwhile."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, event

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)", re.IGNORECASE)


@dataclass(frozen=True)
class Held:
    """How long a transaction held on, in seconds: by the clock, and of a processor, a database server's not counted."""

    took: float
    spent: float


@contextmanager
def writes(engine: Engine) -> Iterator[list[Held]]:
    """How long each transaction that writes holds on, while this lasts.

    One that is certain to write does so from its beginning, one that began as a reader from its first write.
    """
    held: list[Held] = []

    def begins(connection: Connection) -> None:
        if not connection.get_execution_options().get("reading"):
            connection.info["since"] = time.perf_counter(), time.thread_time()

    def executes(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if "since" not in connection.info and _WRITES.match(statement):
            connection.info["since"] = time.perf_counter(), time.thread_time()

    def ends(connection: Connection) -> None:
        if since := connection.info.pop("since", None):
            took, spent = since
            held.append(Held(time.perf_counter() - took, time.thread_time() - spent))

    listening = (("begin", begins), ("before_cursor_execute", executes), ("commit", ends), ("rollback", ends))
    for name, listener in listening:
        event.listen(engine, name, listener)
    try:
        yield held
    finally:
        for name, listener in listening:
            event.remove(engine, name, listener)
