"""Taking a backup: everything as it is at one moment, while the bot goes on."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot import THE_PROGRAM, backup_file
from bot.backup_file import About
from bot.endings import NO_DATABASE_YET
from storage import copies, schema
from storage.database import Database
from storage.schema import Schema, WrongSchema


class NothingThere(Exception):
    """There is no database to take a backup of; the text says so."""


def back_up(url: str, file: Path) -> int:
    """Write the database at `url` to a file; gives back how many rows it has.

    Raises `NothingThere`, `WrongSchema` where another version's tables stand there, and `OSError`.
    """
    database = Database(url)
    try:
        if not database.may_be_there():
            raise NothingThere(NO_DATABASE_YET)
        with database.snapshot() as session:
            _check(schema.state(database))
            about = About(schema.newest(), version(THE_PROGRAM), datetime.now(UTC).isoformat(timespec="seconds"))
            return backup_file.write(file, about, copies.rows(session))
    finally:
        database.close()


def _check(state: Schema) -> None:
    if state is Schema.OLD:
        raise WrongSchema(
            "The database was made by an earlier version of Knowhow. Take the backup with that version, or run "
            "`knowhow db upgrade` first."
        )
    if state is not Schema.CURRENT:
        raise WrongSchema(state.value)
