"""What was deleted, and still stands in SQLite's files: until nothing of it does.

SQLite writes over what is deleted (`secure_delete`), and yet keeps it in the full-text index, here and there between
two rows, and in its log. PostgreSQL cleans up behind itself (autovacuum), and what it has logged and backed up is for
those to decide who look after the server.
"""

import sqlite3
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import Database
from storage.prepared import is_there
from storage.search import fulltext
from storage.tables import Organisation

BYTES_REWRITTEN_AT_ONCE = 16 * 1024 * 1024
"""Bytes up to which SQLite writes a file anew in about a tenth of a second."""

SMALL_HOURS = (time(3), time(6))


def take_long(database: Database) -> bool:
    """Say whether people would have to wait while a database's file is written anew."""
    return database.file is not None and database.file.stat().st_size > BYTES_REWRITTEN_AT_ONCE


def in_small_hours(session: Session, now: datetime) -> bool:
    """Say whether it is between three and six in the night in every organisation, when hardly anybody waits."""
    zones = map(ZoneInfo, session.exec(select(Organisation.timezone)).all())
    return all(SMALL_HOURS[0] <= now.astimezone(zone).time() < SMALL_HOURS[1] for zone in zones)


def note(session: Session, there_are: bool) -> None:
    """Remember that something was deleted for good and may still stand in the database's files, or that it does not."""
    session.exec(update(Organisation).values(has_traces=there_are))


@is_there
def are_noted(session: Session) -> SelectOfScalar[int]:
    """Say whether something deleted for good may still stand in the database's files."""
    return select(Organisation.id).where(col(Organisation.has_traces)).limit(1)


def erase(database: Database, nobody_waits: bool) -> bool:
    """Let nothing that was deleted stay in the database's files; `False` where something may have.

    That is where another process is in the way, and where the file is large: writing it anew is left for when
    `nobody_waits`, for nobody can write meanwhile.
    """
    if not database.is_sqlite:
        return True
    anew = nobody_waits or not take_long(database)
    try:
        _merge_index(database)
        with database.writing_alone() as cursor:
            if anew:
                cursor.execute("VACUUM")
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return anew and not busy


def _merge_index(database: Database) -> None:
    some, begins = True, True
    while some:
        with database.writing_alone() as cursor:
            some, begins = fulltext.let_go_of_some(cursor, begins), False
