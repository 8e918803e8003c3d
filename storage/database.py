"""The database: the only place that knows SQLite from PostgreSQL, but for full text (`storage.search`)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, ExecutionContext
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session, create_engine

from storage.search import fulltext

BUSY_MS = 1_500
"""How long SQLite waits for another writer: under the two seconds within which a press is acknowledged."""

PATIENCE_MS = 60_000
"""How long SQLite waits for another process that changes the tables."""

_TABLES_LOCK = 0x6B6E6F77  # any number, the same in every process
_RUN_AGAIN = {"40001", "40P01"}  # PostgreSQL: serialisation failure, deadlock


class Database:
    """Opens sessions on one database. `url` is SQLAlchemy's; `postgres://` and `postgresql://` mean psycopg 3."""

    def __init__(self, url: str) -> None:
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _open(self.url, self.is_sqlite)
        event.listen(self.engine, "after_cursor_execute", _count_writes)

    def may_be_there(self) -> bool:
        """Whether there is a file for SQLite to open; it would make one. A server answers for itself."""
        return not self.is_sqlite or Path(self.url.database or "").exists()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in a transaction that may write; commits at the end, rolls back on any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only looks: it takes no write lock on SQLite, and is rolled back at the end."""
        with (
            self.engine.connect().execution_options(reading=True) as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees everything as it was at one moment, whatever others write meanwhile; it only looks."""
        if self.is_sqlite:
            with self.reading() as session:  # in WAL mode every transaction that reads sees one moment
                yield session
            return
        with (
            self.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            Session(connection) as session,
        ):
            yield session

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        """A connection in a transaction that may change tables; waits until no other process does the same.

        The connection is thrown away at the end: on SQLite it waits longer than others, and lets foreign keys be,
        because there a table is changed by putting a copy in its place.
        """
        with self.engine.connect() as connection:
            connection.detach()
            if self.is_sqlite:
                for pragma in (f"busy_timeout={PATIENCE_MS}", "foreign_keys=OFF"):
                    connection.connection.cursor().execute(f"PRAGMA {pragma}")
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TABLES_LOCK})")
                yield connection

    def erase_traces(self) -> bool:
        """Let nothing that was deleted stay in the database's files; `False` where somebody is in the way just now.

        SQLite keeps deleted content in free space, in the full-text index and in the log until that is written over,
        so index and file are written anew and the log cut off. PostgreSQL cleans up behind itself (autovacuum), and
        what it has logged and backed up is for those to decide who look after the server.
        """
        if not self.is_sqlite:
            return True
        connection = self.engine.raw_connection()  # none of this may stand in a transaction
        try:
            cursor = connection.cursor()
            fulltext.make_again(cursor)
            cursor.execute("VACUUM")
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
        finally:
            connection.close()
        return not busy

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def writes(session: Session) -> int:
    """How many statements that write have run on this session's connection; flushes first, so that it is the truth."""
    session.flush()
    return int(session.connection().info.get("writes", 0))


def should_run_again(error: DBAPIError) -> bool:
    """Whether a transaction lost a race and would succeed on a second run: a lock, a deadlock, a row both inserted."""
    if isinstance(error, IntegrityError):
        return True
    if getattr(error.orig, "sqlstate", None) in _RUN_AGAIN:
        return True
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


def is_damaged(error: DBAPIError) -> bool:
    """Whether SQLite says that its file is none of its own, or broken."""
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def is_full(error: DBAPIError) -> bool:
    """Whether there is no room left where the database lies."""
    codes = {getattr(error.orig, name, None) for name in ("sqlstate", "sqlite_errorname")}
    return bool(codes & {"53100", "SQLITE_FULL"})


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _open(url: URL, is_sqlite: bool) -> Engine:
    # Parameters are what people typed: they must not reach an exception's text.
    if not is_sqlite:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1000})
    file = Path(url.database) if url.database and not url.database.startswith((":", "file:")) else None

    @event.listens_for(engine, "do_connect")
    def make(*_: object) -> None:
        # What people wrote is nobody else's to read on this machine. SQLite gives its log the same rights.
        with suppress(OSError):  # SQLite says what is wrong
            if file is not None and not file.exists():
                file.touch(mode=0o600)

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

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A turn that reads first and writes later must hold the lock from the start, or it fails in the middle.
        looks = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")

    return engine


def _count_writes(
    connection: Connection,
    _cursor: DBAPIConnection,
    _statement: str,
    _parameters: object,
    context: ExecutionContext,
    _many: bool,
) -> None:
    if context.isinsert or context.isupdate or context.isdelete:  # type: ignore[attr-defined]  # on the default context
        connection.info["writes"] = connection.info.get("writes", 0) + 1
