"""Taking a backup: everything as it is at one moment, while the bot goes on."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot import THE_DISTRIBUTION
from bot.backup import backup_file
from bot.backup.backup_file import About
from bot.faults.endings import NO_DATABASE_YET
from bot.settings.forgotten_list import ForgottenList, WrongList
from storage import copies, schema
from storage.database import Database
from storage.schema import Schema, WrongSchema


class NothingThere(Exception):
    """Raised where there is no database to take a backup of; the text says so."""


def back_up(url: str, file: Path, forgotten: ForgottenList | None = None, recipients: Sequence[str] = ()) -> int:
    """Write the database at `url` to a file; gives back how many rows it has.

    `forgotten`: the list of the forgotten, of which the backup remembers how far it had come. `recipients`: see
    `backup_file.write`.

    Raises `NothingThere`, `WrongKey`, `WrongSchema` where another version's tables stand there, and `OSError`.
    """
    with closing(Database(url)) as database:
        if not database.may_be_there():
            raise NothingThere(NO_DATABASE_YET)
        mark = _mark(forgotten)  # before the copy: who is forgotten in between is erased from it twice, not never
        with database.snapshot() as session:
            _check(schema.state(database))
            about = About(
                schema.newest(), version(THE_DISTRIBUTION), datetime.now(UTC).isoformat(timespec="seconds"), mark
            )
            return backup_file.write(file, about, copies.rows(session), recipients)


def _mark(forgotten: ForgottenList | None) -> str:
    try:
        return forgotten.read().mark if forgotten else ""
    except (OSError, WrongList):
        return ""


def _check(state: Schema) -> None:
    if state is Schema.OLD:
        raise WrongSchema(
            "The database was made by an earlier version of Knowhow. Take the backup with that version, or run "
            "`knowhow db upgrade` first."
        )
    if state is not Schema.CURRENT:
        raise WrongSchema(state.value)
