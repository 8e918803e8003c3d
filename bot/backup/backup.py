"""Taking a backup: everything as it is at one moment, while the bot goes on."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import THE_DISTRIBUTION
from bot.backup import backup_file
from bot.backup.backup_file import About
from bot.faults.endings import NO_DATABASE_YET
from bot.faults.faults import note
from bot.settings.forgotten_list import ForgottenList, WrongList
from storage import copies, organisations, schema
from storage.database import Database
from storage.progress import UNSEEN, Progress
from storage.schema import Schema, WrongSchema


class NothingThere(Exception):
    """Raised where there is no database to take a backup of; the text says so."""


def back_up(
    url: str,
    file: Path,
    forgotten: ForgottenList | None = None,
    recipients: Sequence[str] = (),
    progress: Progress = UNSEEN,
) -> int:
    """Write the database at `url` to a file; gives back how many rows it has.

    `forgotten`: the list of the forgotten, of which the backup remembers how far it had come. `recipients`: see
    `backup_file.write`.

    The database remembers when that was. Raises `NothingThere`, `WrongKey`, `WrongSchema` where another version's
    tables stand there, and `OSError`.
    """
    with closing(Database(url)) as database:
        if not database.may_be_there():
            raise NothingThere(NO_DATABASE_YET)
        mark = _mark(forgotten)  # before the copy: who is forgotten in between is erased from it twice, not never
        with database.snapshot() as session:
            _check(schema.state(database))
            taken_at = datetime.now(UTC).replace(microsecond=0)
            about = About(schema.newest(), version(THE_DISTRIBUTION), taken_at.isoformat(), mark)
            rows = progress.through("Copying", copies.rows(session), copies.number(session), "rows")
            number = backup_file.write(file, about, rows, recipients, progress)
        _note(database, taken_at)
    return number


def _note(database: Database, taken_at: datetime) -> None:
    """Keep when the backup was taken, for whoever watches over that. It is as good where that cannot be written."""
    try:
        database.write(lambda session: organisations.backed_up(session, taken_at))
    except DBAPIError as error:  # whoever takes it may only read, or somebody else has been writing for long
        note("keeping when the backup was taken", error)


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
