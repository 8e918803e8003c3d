"""Which processes may run the bot on a database: one on a file of SQLite; on a server any number, of one version.

A file is locked by SQLite itself, on an empty file beside it. On PostgreSQL each process holds an advisory lock that it
shares with others; whoever upgrades wants it alone, and says by another lock that it does. Both go with the connection,
and so with the process, however that ends. Other commands need no lock.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import schema
from storage.database import Database
from storage.progress import UNSEEN, Progress

WAITS_FOR_S = 12.0
"""How long one that starts waits for one that is being stopped, which takes ten seconds at most."""

LEAVES_WITHIN_S = 30.0
"""How long an upgrade waits for those to end that run: they look every second, and take ten to stop."""

_LOOKS_AGAIN_S = 0.2

_RUNS, _UPGRADES = 0x6B6E6F78, 0x6B6E6F79  # any numbers, the same in every process


class CannotRunHere(Exception):
    """Raised where a process must not do on a database what it is about to; the text says what to do."""


class AnotherRuns(CannotRunHere):
    """Raised where another process runs the bot on this file."""

    def __init__(self) -> None:
        super().__init__(
            "Knowhow runs on this database already. SQLite is for one process: stop the other one first, or take "
            "PostgreSQL, on which several share the work."
        )


class BeingUpgraded(CannotRunHere):
    """Raised where the tables are being brought up to date, or are to be those of a newer version."""

    def __init__(self) -> None:
        super().__init__(
            "The database is being brought up to date by `knowhow db upgrade`, so this Knowhow does not run. When that "
            "is done, start the version that did it."
        )


class DoNotEnd(CannotRunHere):
    """Raised where an upgrade has waited for those that run, and they do not end."""

    def __init__(self) -> None:
        super().__init__(
            "Knowhow still runs on this database and does not stop by itself, so nothing was changed. Stop it, "
            "wherever it runs, and try again."
        )


class Resident:
    """A process that runs the bot on a database."""

    def is_to_end(self) -> bool:
        """Say whether it must end, because the tables are to be those of another version, or are."""
        return False


@contextmanager
def resident(database: Database, waits_for: float = WAITS_FOR_S) -> Iterator[Resident]:
    """Be one that runs the bot on this database for as long as the block runs.

    Raises `AnotherRuns` where that is a file on which another does, and `BeingUpgraded`.
    """
    if database.is_sqlite:
        with _alone(database, waits_for):
            yield Resident()
        return
    one = _OnAServer(database)
    try:
        one.moves_in(waits_for)
        yield one
    finally:
        one.moves_out()


@contextmanager
def nobody(database: Database, waits_for: float = LEAVES_WITHIN_S, progress: Progress = UNSEEN) -> Iterator[None]:
    """Let nobody run the bot on this database for as long as the block runs.

    Those on a server are asked to end. Raises `AnotherRuns` where one runs on a file, and `DoNotEnd`.
    """
    if database.is_sqlite:
        with _alone(database, waits_for=0):
            yield
        return
    with _own_connection(database) as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_lock({_UPGRADES})"))
        until = time.monotonic() + waits_for
        while not _gets(connection, f"pg_try_advisory_lock({_RUNS})"):
            progress.reaches("Waiting for the bot to stop")
            if time.monotonic() > until:
                raise DoNotEnd
            time.sleep(_LOOKS_AGAIN_S)
        yield


class _OnAServer(Resident):
    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def moves_in(self, waits_for: float) -> None:
        self._connection = _own_connection(self._database)
        until = time.monotonic() + waits_for
        while not self._may_run(self._connection):
            if time.monotonic() > until:
                raise BeingUpgraded
            time.sleep(_LOOKS_AGAIN_S)

    def moves_out(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None

    def is_to_end(self) -> bool:
        """Say whether it must end. A server that does not answer is no reason: it may be as it was when it is back."""
        try:
            if self._connection is None:
                self._connection = _own_connection(self._database)
                is_as_it_was = self._may_run(self._connection) and schema.is_current(self._database)
                return not is_as_it_was
            return not _gets(self._connection, f"pg_try_advisory_xact_lock_shared({_UPGRADES})")
        except DBAPIError:
            self.moves_out()
            return False

    def _may_run(self, connection: Connection) -> bool:
        is_free = _gets(connection, f"pg_try_advisory_xact_lock_shared({_UPGRADES})")
        return is_free and _gets(connection, f"pg_try_advisory_lock_shared({_RUNS})")


def _own_connection(database: Database) -> Connection:
    """Give a connection that nobody else gets, each statement of which stands alone."""
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    return connection


def _gets(connection: Connection, lock: str) -> bool:
    return bool(connection.execute(text(f"SELECT {lock}")).scalar_one())


@contextmanager
def _alone(database: Database, waits_for: float) -> Iterator[None]:
    if database.file is None:
        yield
        return
    beside = Path(f"{database.file}-running")
    try:
        beside.touch(mode=0o600)
    except OSError as error:  # so nobody can make a database there
        raise OperationalError("CONNECT", None, error) from None
    with closing(sqlite3.connect(beside, timeout=waits_for, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise AnotherRuns from None
        yield
