"""A connection to PostgreSQL that has broken while nobody used it."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from storage import postgresql
from storage.database import Database
from tests.databases import Postgres


@pytest.fixture
def here(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.fixture
def asked(here: Database, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The connections of which the server was asked whether they still are."""
    pinged: list[Any] = []
    ping = here.engine.dialect.do_ping

    def do_ping(connection: Any) -> bool:
        pinged.append(connection)
        return ping(connection)

    monkeypatch.setattr(here.engine.dialect, "do_ping", do_ping)
    return pinged


def backend(database: Database) -> int:
    """The server's own number for the connection by which it answers."""
    with database.reading() as session:
        return int(session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one())


def test_whatever_the_server_has_closed_is_opened_anew_before_anything_is_asked(
    here: Database, postgres: Postgres, postgres_url: str
) -> None:
    before = backend(here)
    assert backend(here) == before
    postgres.cut_off(postgres_url)
    assert backend(here) != before


def test_a_connection_of_a_moment_ago_is_taken_for_sound(here: Database, asked: list[Any]) -> None:
    for _ in range(3):
        backend(here)
    assert asked == []


def test_one_that_has_lain_for_long_is_asked(here: Database, asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "TRUSTED_FOR_S", -1.0)
    before = backend(here)
    assert backend(here) == before
    assert len(asked) == 1


def test_one_that_answers_no_more_is_opened_anew(here: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def do_ping(_: Any) -> bool:
        raise psycopg.OperationalError

    before = backend(here)
    monkeypatch.setattr(postgresql, "TRUSTED_FOR_S", -1.0)
    monkeypatch.setattr(here.engine.dialect, "do_ping", do_ping)
    assert backend(here) != before
