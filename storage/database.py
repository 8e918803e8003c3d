"""The database: the only place that knows SQLite from PostgreSQL, but for full text (`storage.search`).

What only one of them needs is in `storage.sqlite` and `storage.postgresql`.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor, ExceptionContext, ExecutionContext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from storage.postgresql import postgresql_engine
from storage.refused import is_full
from storage.sessions import OwnSession
from storage.sqlite import COUNT_UP, FileReplaced, OwnFile, Queue, Standing, WaitedTooLong, sqlite_engine

PATIENCE_MS = 60_000
"""How long SQLite waits for another process that changes the tables."""

_TABLES_LOCK = 0x6B6E6F77  # any number, the same in every process
_SOME_ROOM = {"sqlite": "room " * 20_000, "postgresql": "room " * 400}
"""By which it is tried whether there is room again: PostgreSQL takes no more than this into an index."""

_TAKES_ROOM = text(
    "INSERT INTO inbox (organisation_id, key, taken_at) "
    "SELECT id, :words, CURRENT_TIMESTAMP FROM organisations WHERE id = (SELECT min(id) FROM organisations)"
)
_GIVES_IT_BACK = text("DELETE FROM inbox WHERE key = :words")
"""Together they leave nothing. SQLite does not write what is as it was, so they are more than a row set to itself."""

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_LOCKS = re.compile(r" FOR (NO KEY )?UPDATE( SKIP LOCKED)?$")

Result = TypeVar("Result")


class Writes(Exception):
    """Raised in a transaction that was begun as a reader, when something is about to be written.

    Nothing has been written yet: whoever means to write begins anew, as a writer.
    """


class Database:
    """Opens sessions on one database. `url` is SQLAlchemy's; `postgres://` and `postgresql://` mean psycopg 3.

    `queues_for`: seconds for which a writer waits in the `queue` of this process on SQLite, where nobody takes long.
    """

    def __init__(self, url: str, queues_for: float = 10.0) -> None:
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            with suppress(OSError):  # SQLite says that it cannot open the file
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._file, self._was_full = _file_of(self.url) if self.is_sqlite else None, False
        self.engine = sqlite_engine(self.url, self._file) if self.is_sqlite else postgresql_engine(self.url)
        self.queue, self._queues_for = Queue() if self.is_sqlite else None, queues_for
        event.listen(self.engine, "before_cursor_execute", _only_look, retval=True)
        event.listen(self.engine, "handle_error", self._notice)
        event.listen(self.engine, "commit", self._may_commit)
        event.listen(self.engine, "after_cursor_execute", _count_writes)

    @property
    def file(self) -> Path | None:
        """The file that SQLite opens; `None` of a server, or where all is to be kept in memory."""
        return self._file.path if self._file else None

    def may_be_there(self) -> bool:
        """Say whether there is a file for SQLite to open; it would make one. A server answers for itself."""
        return self.file is None or self.file.exists()

    def transact(self, work: Callable[[Session], Result], *, is_to_write: bool = False) -> Result:
        """Do a transaction's worth of work that may turn out to write: as a reader, who waits for nobody.

        With its first write it becomes a writer where SQLite is as it was and nobody else writes; else that write
        abandons all that it has done, and it is done again from the beginning as a writer. So `work` does nothing but
        through its session. `is_to_write`: it all but always does, so on PostgreSQL, where a writer waits for nobody
        but at the rows that it locks, it begins as one.
        """
        if is_to_write and not self.is_sqlite:
            return self.write(work)
        with suppress(Writes), self._looking() as (session, standing):
            result = work(session)
            session.flush()
            if standing and standing.may_write:
                _commit(session)
            return result
        return self.write(work)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """Do a transaction's worth of work that is certain to write."""
        with self.writing() as session:
            return work(session)

    def is_itself(self) -> bool:
        """Say whether the file of SQLite that lies there is still the one it was; nothing such is known of a server."""
        return self._file is None or self._file.is_there()

    def is_full(self) -> bool:
        """Say whether there is no room left: where something could not be written for that, and still cannot be."""
        if self._was_full:
            with suppress(DBAPIError):
                with self.writing() as session:
                    words = _SOME_ROOM[self.url.get_backend_name()]
                    for word in (_TAKES_ROOM, _GIVES_IT_BACK):
                        session.connection().execute(word, {"words": words})
                self._was_full = False
        return self._was_full

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session in a transaction that may write; commit at the end, roll back on any exception.

        On SQLite one writes at a time, in the order in which they came; so nobody takes long over it.
        """
        with self._in_turn(), OwnSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only looks: it takes no write lock on SQLite, and is rolled back at the end."""
        with (
            self.engine.connect().execution_options(reading=True) as connection,
            OwnSession(connection, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Give a session that only looks, and sees everything as it was at one moment, whatever others write."""
        if self.is_sqlite:
            with self.reading() as session:  # in WAL mode every transaction that reads sees one moment
                yield session
            return
        with (
            self.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            OwnSession(connection) as session,
        ):
            yield session

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        """Give a connection in a transaction that may change tables; wait until no other process does the same.

        The connection is thrown away at the end: on SQLite it waits longer than others, and lets foreign keys be,
        because there a table is changed by putting a copy in its place.
        """
        with self._in_turn(PATIENCE_MS / 1000), self.engine.connect() as connection:
            connection.detach()
            if self.is_sqlite:
                for pragma in (f"busy_timeout={PATIENCE_MS}", "foreign_keys=OFF"):
                    connection.connection.cursor().execute(f"PRAGMA {pragma}")
            with connection.begin():
                if not self.is_sqlite:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TABLES_LOCK})")
                yield connection

    @contextmanager
    def writing_alone(self) -> Iterator[DBAPICursor]:
        """Give a cursor outside any transaction, for what SQLite can only do in none.

        Nobody else of this process writes meanwhile.
        """
        with self._in_turn(), closing(self.engine.raw_connection()) as connection:
            yield connection.cursor()

    def count_up(self) -> None:
        """Let SQLite find out by which index it sees the fewest rows; PostgreSQL does so by itself.

        Where another process writes meanwhile it goes by what it knew before.
        """
        if self.file is None:
            return
        with (
            suppress(sqlite3.OperationalError),
            self._in_turn(),
            closing(self.engine.raw_connection()) as connection,
        ):
            for statement in COUNT_UP:
                connection.cursor().execute(statement)
            self.engine.dispose()  # others go by what was known when they were opened
            connection.detach()  # and this one goes back to nobody

    def close(self) -> None:
        """Close every connection."""
        if event.contains(self.engine, "handle_error", self._notice):
            event.remove(self.engine, "handle_error", self._notice)  # mappers remember dialects, and this knows us
        self.engine.dispose()
        if self._file is not None:
            self._file.let_go()

    def _notice(self, context: ExceptionContext) -> None:
        self._was_full = self._was_full or is_full(context.original_exception)

    def _may_commit(self, _connection: Connection) -> None:
        """Raise `FileReplaced` rather than let anybody be told what then stands nowhere."""
        if not self.is_itself():
            raise FileReplaced

    @contextmanager
    def _in_turn(self, patience: float | None = None) -> Iterator[None]:
        """Wait until every writer who came before is done, holding nothing meanwhile. PostgreSQL has no need of it.

        Raises what SQLite raises of another process.
        """
        with ExitStack() as in_turn:
            try:
                if self.queue is not None:
                    in_turn.enter_context(self.queue.through(patience or self._queues_for))
            except WaitedTooLong:
                raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("database is locked")) from None
            yield

    @contextmanager
    def _looking(self) -> Iterator[tuple[Session, Standing | None]]:
        """Give a session that waits for nobody, and raise `Writes` where something would be written that cannot be yet.

        With it comes whether it may write, on SQLite; it is rolled back at the end.
        """
        standing = Standing(self.queue) if self.queue is not None else None
        options = {"reading": True, "only_looks": True, "standing": standing}
        with ExitStack() as stack:
            if standing:
                stack.callback(standing.ends)
            else:
                options["postgresql_readonly"] = True
            connection = stack.enter_context(self.engine.connect()).execution_options(**options)
            yield stack.enter_context(OwnSession(connection, expire_on_commit=False)), standing


def _commit(session: Session) -> None:
    """Commit; a session on a connection that is not its own leaves open what could not be."""
    try:
        session.commit()
    except BaseException:
        session.rollback()
        raise


def writes(session: Session) -> int:
    """Count the statements that wrote on this session's connection; flush first, so that it is the truth."""
    session.flush()
    return int(session.connection().info.get("writes", 0))


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _file_of(url: URL) -> OwnFile | None:
    """Return the file that SQLite opens; `None` where it is to be nowhere but in memory."""
    return OwnFile(Path(url.database)) if url.database and not url.database.startswith((":", "file:")) else None


def _only_look(
    connection: Connection,
    _cursor: DBAPIConnection,
    statement: str,
    parameters: object,
    _context: ExecutionContext,
    _many: bool,
) -> tuple[str, object]:
    """Keep whoever looks from writing, and from locking what is there on PostgreSQL, where others would wait."""
    options = connection.get_execution_options()
    if not options.get("only_looks"):
        return statement, parameters
    if _WRITES.match(statement):
        standing: Standing | None = options["standing"]
        if standing is None or not standing.tries_to_write(connection.connection.driver_connection):
            raise Writes
    return _LOCKS.sub("", statement), parameters


def _count_writes(connection: Connection, _cursor: DBAPIConnection, statement: str, *_: object) -> None:
    if _WRITES.match(statement):
        connection.info["writes"] = connection.info.get("writes", 0) + 1
