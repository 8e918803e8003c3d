"""Whether the database has the tables that this version of Knowhow needs, and giving them to it."""

from contextlib import ExitStack
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, text
from sqlmodel import SQLModel

from storage import tallies, upgrade_copies
from storage.database import Database
from storage.progress import STEP, UNSEEN, Progress
from storage.search import fulltext

MAKING, UPGRADING = "Making the database", "Upgrading the database"
COUNTING = "Counting what is in the database"
"""What is being done, in the words of `progress`; once it counts, the tables are up to date."""

if TYPE_CHECKING:  # it takes long to import, and where there is nothing to change nobody needs it
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_FOLDER = str(Path(__file__).parent / "migrations")

_STEP_TAKEN = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32)),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""In which Alembic keeps the number of the newest step that was taken, as Alembic makes it."""


class Schema(Enum):
    """How a database's tables stand to this version; each is a sentence that says what to do."""

    EMPTY = "The database has no tables yet. Run `knowhow db upgrade`, then start again."
    OLD = "The database was made by an earlier version of Knowhow. Run `knowhow db upgrade`, then start again."
    CURRENT = "The database is up to date."
    NEWER = "The database was made by a newer version of Knowhow. Please install that version here too."


class WrongSchema(Exception):
    """Raised where the database cannot be used as it is; the text says what to do."""


def state(database: Database) -> Schema:
    """Find out how the tables stand. Changes nothing."""
    return state_of(revision(database))


def revision(database: Database) -> str | None:
    """Read the number of its tables; `None` where there are none. Changes nothing."""
    with database.reading() as session:
        return _revision(session.connection())


def newest() -> str:
    """Return the number of the newest migration that this version has."""
    return _numbers()[-1]


def state_of(revision: str | None) -> Schema:
    """Say how tables with this number (`None` where there are none) stand to this version."""
    if revision is None:
        return Schema.EMPTY
    if revision == newest():
        return Schema.CURRENT
    return Schema.OLD if revision in _numbers() else Schema.NEWER


def is_current(database: Database) -> bool:
    """Say whether the tables are those of this version."""
    return state(database) is Schema.CURRENT


def upgrade(database: Database, progress: Progress = UNSEEN) -> Path | None:
    """Bring the tables up to date; one process at a time, and all of it or nothing.

    Gives back where SQLite's file is kept as it was before, if there was anything to change. Raises `WrongSchema` where
    a newer version has been at work, and `NoCopy`. Stopped before it counts, it has changed nothing.
    """
    kept = None
    with ExitStack() as until_told:
        with database.changing_tables() as connection:
            now = _state(connection)  # another process may just have done it
            if now is Schema.NEWER:
                raise WrongSchema(now.value)
            if now is Schema.OLD and database.file:
                kept = upgrade_copies.keep(database.file, str(_revision(connection)), datetime.now(UTC), progress).path
            if now is Schema.EMPTY:
                _make_all(connection, progress)
            elif now is Schema.OLD:
                _take_steps(connection, progress)
            fulltext.make(connection)
            tallies.make(connection)
            until_told.enter_context(progress.in_one_piece())
        if now is Schema.CURRENT:
            return None
        progress.reaches(COUNTING)
    database.count_up()
    return kept


def prepare(database: Database, progress: Progress = UNSEEN) -> Path | None:
    """Make ready for a start: SQLite is brought up to date, as `upgrade` does; PostgreSQL has to be.

    A server's database may be backed up and shared, so changing it is for a person to decide. Raises `WrongSchema` and
    `NoCopy`.
    """
    if database.is_sqlite:
        return upgrade(database, progress)
    if (now := state(database)) is not Schema.CURRENT:
        raise WrongSchema(now.value)
    return None


@cache
def scripts() -> "ScriptDirectory":
    """Give the migrations that came with this version; to read them takes longer than to ask what a database has."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(_FOLDER)


def alembic(connection: Connection) -> "Config":
    """Make Alembic's configuration, without a file, for an open connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _FOLDER.replace("%", "%%"))
    return config


def _make_all(connection: Connection, progress: Progress) -> None:
    """Make today's tables at once: all steps would come to the same, and there is nothing that they could bring along.

    To take them takes ten times as long.
    """
    progress.reaches(MAKING)
    SQLModel.metadata.create_all(connection, checkfirst=False)
    _STEP_TAKEN.create(connection)
    connection.execute(_STEP_TAKEN.insert().values(version_num=newest()))


def _take_steps(connection: Connection, progress: Progress) -> None:
    from alembic import command

    tallies.take_out(connection)
    has = str(_revision(connection))
    missing = [number for number in _numbers() if number > has]
    taken = progress.through(UPGRADING, missing, len(missing), STEP)
    next(taken)
    config = alembic(connection)
    config.attributes["step_taken"] = lambda **_: next(taken, None)
    command.upgrade(config, "head")


def _state(connection: Connection) -> Schema:
    return state_of(_revision(connection))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    number: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return number


@cache
def _numbers() -> tuple[str, ...]:
    """List the number of each migration, in order, by the names of their files."""
    return tuple(sorted(path.name.partition("_")[0] for path in Path(_FOLDER, "versions").glob("[0-9]*_*.py")))
