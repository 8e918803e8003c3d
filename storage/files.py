"""A SQLite database as a file: whether anybody has it open, whether it is itself, and putting another in its place."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

_BESIDE = ("", "-wal", "-shm")
"""A database, and what SQLite keeps beside it while it is open; a process that was killed leaves it there."""


class InUse(Exception):
    """Raised where some process has the database open."""


def put_in_place(fresh: Path, place: Path, now: datetime) -> Path | None:
    """Move `fresh` to `place`; gives back where what stood there is kept now, beside it, if anything did.

    Raises `InUse` where somebody has that one open; then nothing has changed.
    """
    kept = place.with_name(f"{place.stem}.before-{now:%Y-%m-%d-%H%M%S}{place.suffix}") if place.exists() else None
    if kept:
        _be_alone_with(place)
        for ending in _BESIDE[1:]:
            if (part := Path(f"{place}{ending}")).exists():
                part.rename(f"{kept}{ending}")
        _name_also(place, kept)
    fresh.replace(place)
    return kept


def _name_also(place: Path, kept: Path) -> None:
    """Keep a file under another name too, so that there is a database at every moment, whenever we are killed."""
    try:
        os.link(place, kept)
    except OSError:  # a file system on which a file has one name
        place.rename(kept)


def remove(file: Path) -> None:
    """Remove a database with all that SQLite keeps beside it, whatever of it there is."""
    for ending in _BESIDE:
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _be_alone_with(file: Path) -> None:
    """Make sure that nobody has a database open, and fold into it what is kept beside it; raises `InUse`.

    Leaving WAL mode needs every other connection closed, even those that only wait, so SQLite itself tells. A file that
    is damaged beyond opening is no use to anybody.
    """
    with closing(sqlite3.connect(file, timeout=1.0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise InUse from error
        except sqlite3.DatabaseError:
            return


class FileReplaced(OperationalError):
    """Raised where the database's file was deleted, moved or replaced while it was open: nothing more may be written.

    What a process writes into a file that has no name any more is gone when the process ends. To whoever wants to write
    it is as if the database were away.
    """

    def __init__(self) -> None:
        super().__init__("COMMIT", None, FileNotFoundError())


class OwnFile:
    """A file that is known by where it lies on its disk, from when it was first opened until it is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[int, int] | None = None

    def is_opened(self) -> None:
        """Know the file again from now on. While it is open, no other file can have the same place."""
        self._known = self._known or self._place()

    def let_go(self) -> None:
        """Forget which file it was, because it is closed: whatever lies there when it is opened next is ours."""
        self._known = None

    def is_there(self) -> bool:
        """Say whether the same file still lies there; so, too, where it was never opened."""
        return self._known is None or self._place() == self._known

    def _place(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
