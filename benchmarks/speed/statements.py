"""How many statements a turn makes, and what a turn takes of a processor, with the engine alone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import event

from activities import ACTIVITIES
from activities.kit.events import Command, Event, Profile, Submitted
from activities.kit.views import mentioned_in
from benchmarks.speed.hospital import ANSWERS, OPEN, SITES, TEAM
from bot.engine.engine import Engine
from bot.engine.event_keys import new_nonce
from bot.settings.rules import Rules
from storage.database import Database

_WRITES = ("INSERT", "UPDATE", "DELETE")
_NEITHER = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Seen:
    """The statements that were executed."""

    all: list[str] = field(default_factory=list)

    @property
    def writes(self) -> int:
        """How many of them wrote."""
        return sum(one.startswith(_WRITES) for one in self.all)

    @property
    def reads(self) -> int:
        """How many of them read: what begins a transaction does neither, and PostgreSQL is not even told it here."""
        return len(self.all) - self.writes - sum(one.startswith(_NEITHER) for one in self.all)

    def __str__(self) -> str:
        return f"{self.reads} + {self.writes}"


@dataclass(frozen=True)
class Made:
    """The statements that a status makes, and a sign-up by somebody new."""

    looks: Seen
    joins: Seen


class Bot:
    """The engine alone, on a database, and what people do with it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.engine = Engine(database, ACTIVITIES, Rules(seed="speed"))
        self._keys = count()

    def takes(self, event: Event) -> None:
        """Take it as the bot does: with a look at whom the answer mentions."""
        answer = self.engine.take(event)
        self.engine.accounts("slack", TEAM, mentioned_in(answer))

    def types(self, by: Profile, activity: str, verb: str, rest: str = "") -> None:
        """Somebody types a command."""
        self.takes(Command(self.key(), by, activity, verb, rest))

    def signs_up(self, by: Profile) -> None:
        """Somebody sends the form with which they join the trial that is open."""
        nonce = new_nonce(datetime.now(UTC).date())
        self.takes(Submitted(self.key(), by, "coffee", "signup", str(OPEN), {**ANSWERS, "sites": SITES[:1]}, nonce))

    def key(self) -> str:
        """Something by which an event is known, and no other."""
        return f"speed{next(self._keys)}"

    @contextmanager
    def watched(self) -> Iterator[Seen]:
        """See every statement, while this lasts."""
        seen = Seen()

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            seen.all.append(statement.lstrip().upper()[:12])

        event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.database.engine, "before_cursor_execute", note)


def processor_ms(work: Callable[[], object], times: int) -> float:
    """What it takes of a processor on average, in milliseconds; it has been done once before."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1e3
