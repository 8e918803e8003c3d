"""What several commands open and write: the settings' database, with an engine on it, and files."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.stopping import STOP
from bot.faults.endings import NO_DATABASE_YET, fail, usable_database
from storage.progress import UNSEEN, Progress

if TYPE_CHECKING:
    from bot.engine.engine import Engine
    from bot.settings.settings import Settings


@contextmanager
def engine_of(
    settings: "Settings", progress: Progress = UNSEEN, *, makes_one: bool = True, organisation: str = ""
) -> "Iterator[Engine]":
    """Give an engine on the settings' database, its tables ready; end the program where it is of no use.

    `makes_one`: where SQLite has no database yet, one is made. `organisation`: for which of several this is.
    """
    from activities import ACTIVITIES
    from bot.engine.engine import Engine
    from storage.database import Database
    from storage.schema import prepare

    with usable_database(), closing(Database(settings.database_url.get_secret_value())) as database:
        if not (makes_one or database.may_be_there()):
            fail(NO_DATABASE_YET)
        prepare(database, progress)
        engine = Engine(database, ACTIVITIES, settings.rules)
        engine.serving.is_for(organisation)
        yield engine


def write_or_end(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, or end the program where it cannot be written."""
    from storage.private_file import write_private

    STOP.is_too_late()
    try:
        write_private(file, content)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
