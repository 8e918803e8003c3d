"""What only SQLite needs: it is one file, which is opened, known again and replaced, and has one writer at a time."""

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlmodel import create_engine

BUSY_MS = 1_500
"""How long SQLite waits for another process that writes: under the two seconds in which a press is acknowledged."""

COUNT_UP = (
    "PRAGMA analysis_limit=400",
    "ANALYZE",
    # The full-text index looks up by its own keys, and would read all of itself where it was counted while small.
    "DELETE FROM sqlite_stat1 WHERE tbl LIKE 'record\\_words%' ESCAPE '\\'",
)
"""By which SQLite counts how many rows an index leads to: it takes all for alike, and then reads a whole organisation.

With a limit it takes milliseconds, whatever there is, and keeps counts alone: never an example of what stands there.
"""

_BESIDE = ("", "-wal", "-shm")
"""A database, and what SQLite keeps beside it while it is open; a process that was killed leaves it there."""


class FileReplaced(OperationalError):
    """Raised where the database's file was deleted, moved or replaced while it was open: nothing more may be written.

    What a process writes into a file that has no name any more is gone when the process ends. To whoever wants to write
    it is as if the database were away.
    """

    def __init__(self) -> None:
        super().__init__("COMMIT", None, FileNotFoundError())


class OwnFile:
    """A file that is known by where it lies on its disk, from when it was first opened until it is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[int, int] | None = None

    def is_opened(self) -> None:
        """Know the file again from now on. While it is open, no other file can have the same place."""
        self._known = self._known or self._place()

    def let_go(self) -> None:
        """Forget which file it was, because it is closed: whatever lies there when it is opened next is ours."""
        self._known = None

    def is_there(self) -> bool:
        """Say whether the same file still lies there; so, too, where it was never opened."""
        return self._known is None or self._place() == self._known

    def _place(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def sqlite_engine(url: URL, file: OwnFile | None) -> Engine:
    """Make the engine of SQLAlchemy for a file of SQLite, or for a database in memory."""
    # Parameters are what people typed: they must not reach an exception's text.
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "do_connect")
    def make(*_: object) -> None:
        # What people wrote is nobody else's to read on this machine. SQLite gives its log the same rights.
        with suppress(OSError):  # SQLite says what is wrong
            if file is not None and not file.path.exists():
                file.path.touch(mode=0o600)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # pysqlite must not begin transactions of its own
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "secure_delete=ON",
            f"busy_timeout={BUSY_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if file is not None:
            file.is_opened()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A turn that reads first and writes later must hold the lock from the start, or it fails in the middle.
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")
        if standing := options.get("standing"):
            standing.begins()

    return engine


# ---- one writer at a time --------------------------------------------------------------------------------------------


class WaitedTooLong(Exception):
    """Raised where somebody has waited too long: whoever is in front does not come to an end."""


class Queue:
    """Lets one thread in at a time, whoever has waited longest first.

    SQLite's own waiting is by looking again now and then, so that whoever comes at the right moment goes first, and who
    has waited longest looks least often.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def __len__(self) -> int:
        """Count those who are in or wait."""
        with self._guard:
            return self._is_taken + len(self._waiting)

    @contextmanager
    def through(self, patience: float) -> Iterator[None]:
        """Wait for one's turn, for `patience` seconds at most, and keep it until the end. Raises `WaitedTooLong`."""
        self._wait(patience)
        try:
            yield
        finally:
            self.leave()

    def enter_at_once(self) -> bool:
        """Enter without waiting, if nobody is in or waits; whoever has entered so calls `leave`."""
        with self._guard:
            enters = not self._is_taken
            self._is_taken = True
            return enters

    def leave(self) -> None:
        """Let in whoever has waited longest."""
        with self._guard:
            self._is_taken = bool(self._waiting)
            if self._waiting:
                self._waiting.popleft().set()

    def _wait(self, patience: float) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(patience):
            return
        with self._guard:
            if not called.is_set():
                self._waiting.remove(called)
                raise WaitedTooLong
        # It was called just as it lost its patience, so its turn it is.


class Standing:
    """How a transaction stands that was begun as a reader's: it may write from its first write on, if nobody is before.

    That is where nobody of this process writes or waits to, no other process does, and none has since it began to read.
    So what it has read is what it would read as a writer from the start, and it need not begin anew.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._is_in = self.may_write = False

    def begins(self) -> None:
        """Take note of a new transaction, which has yet to take the lock."""
        self.may_write = False

    def tries_to_write(self, connection: Any) -> bool:
        """Take the lock by SQLite's own `connection`, at once or not at all; whether the transaction may write."""
        if self.may_write:
            return True
        self._is_in = self._is_in or self._queue.enter_at_once()
        if self._is_in:
            connection.execute("PRAGMA busy_timeout=0")
            with suppress(sqlite3.OperationalError):
                connection.execute("DELETE FROM inbox WHERE 0")
                self.may_write = True
            connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return self.may_write

    def ends(self) -> None:
        """Let in the next, when the transaction has come to its end."""
        if self._is_in:
            self._queue.leave()


# ---- another file in its place ---------------------------------------------------------------------------------------


class InUse(Exception):
    """Raised where some process has the database open."""


def put_in_place(fresh: Path, place: Path, now: datetime) -> Path | None:
    """Move `fresh` to `place`; gives back where what stood there is kept now, beside it, if anything did.

    Raises `InUse` where somebody has that one open; then nothing has changed.
    """
    kept = place.with_name(f"{place.stem}.before-{now:%Y-%m-%d-%H%M%S}{place.suffix}") if place.exists() else None
    if kept:
        _be_alone_with(place)
        for ending in _BESIDE[1:]:
            if (part := Path(f"{place}{ending}")).exists():
                part.rename(f"{kept}{ending}")
        _name_also(place, kept)
    fresh.replace(place)
    return kept


def _name_also(place: Path, kept: Path) -> None:
    """Keep a file under another name too, so that there is a database at every moment, whenever we are killed."""
    try:
        os.link(place, kept)
    except OSError:  # a file system on which a file has one name
        place.rename(kept)


def remove(file: Path) -> None:
    """Remove a database with all that SQLite keeps beside it, whatever of it there is."""
    for ending in _BESIDE:
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _be_alone_with(file: Path) -> None:
    """Make sure that nobody has a database open, and fold into it what is kept beside it; raises `InUse`.

    Leaving WAL mode needs every other connection closed, even those that only wait, so SQLite itself tells. A file that
    is damaged beyond opening is no use to anybody.
    """
    with closing(sqlite3.connect(file, timeout=1.0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise InUse from error
        except sqlite3.DatabaseError:
            return
