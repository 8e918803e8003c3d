"""How many statements are made, and what they take of a processor."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

_WRITES = ("INSERT", "UPDATE", "DELETE")
_NEITHER = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Seen:
    """The statements that were executed, each by its first word."""

    all: list[str] = field(default_factory=list)

    @property
    def writes(self) -> int:
        """How many of them wrote."""
        return sum(one in _WRITES for one in self.all)

    @property
    def reads(self) -> int:
        """How many of them read: what begins a transaction does neither, and PostgreSQL is not even told it here."""
        return len(self.all) - self.writes - sum(one in _NEITHER for one in self.all)

    def __str__(self) -> str:
        return f"{self.reads} + {self.writes}"


@dataclass(frozen=True)
class Made:
    """The statements that a status makes, and a sign-up by somebody new."""

    looks: Seen
    joins: Seen


@contextmanager
def watched(engine: Engine) -> Iterator[Seen]:
    """See every statement, while this lasts."""
    seen = Seen()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.all.append(statement.split(None, 1)[0].upper())

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def processor_ms(work: Callable[[], object], times: int) -> float:
    """What it takes of this process’s processor, in milliseconds, so many times on average.

    It has been done once before. The least of three rounds counts: whatever else the machine does makes it dearer.
    """
    work()
    rounds = []
    for _ in range(3):
        began = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - began) / times * 1e3)
    return min(rounds)
