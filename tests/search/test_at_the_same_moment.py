"""Somebody withdraws a record while somebody else's search is under way: it is shown whole, or not at all."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from storage import organisations, records
from storage.database import Database
from storage.membership import Reader
from storage.search import search, similar
from storage.tables import Record
from tests.search.shelf import record

NOW = datetime(2026, 12, 1, tzinfo=UTC)
WORDS = "falls on wards at night"
STATEMENTS = 6
"""More than either of them needs."""

LOOKS: dict[str, Callable[[Session, Reader], Sequence[str]]] = {
    "search": lambda session, reader: [hit.record.title for hit in search(session, reader, WORDS).hits],
    "similar": lambda session, reader: [one.title for one in similar(session, reader, WORDS)],
}


@pytest.mark.parametrize("looks", LOOKS)
@pytest.mark.parametrize("after", range(1, STATEMENTS))
def test_a_record_is_withdrawn_between_two_statements_of_a_search(database: Database, looks: str, after: int) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        title = records.file(session, record(here, "falls")).title
    with database.reading() as session:
        statements = count(1)

        @event.listens_for(session.connection(), "after_cursor_execute")
        def withdraw(*_statement: object) -> None:
            if next(statements) == after:
                with database.writing() as other:
                    records.withdraw(other, other.exec(select(Record)).one(), NOW)

        assert LOOKS[looks](session, Reader(here)) in ([], [title])
