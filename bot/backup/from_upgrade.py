"""The copy that SQLite keeps of itself before an upgrade, read as a backup of that moment.

It knows nothing of the list of the forgotten, so the day decides: whoever was forgotten on that or since is forgotten
again.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from bot.backup.backup_file import DAMAGED, NOT_OURS, About, NotABackup
from storage import copies, schema, upgrade_copies
from storage.copies import Row
from storage.database import Database

_SQLITE = b"SQLite format 3\0"

RENAMED = (
    f"{NOT_OURS} If it is what was kept of a database before an upgrade, give it the name that it had, such as "
    "knowhow.schema-0022-until-2026-11-30-063000Z.sqlite3: that says of when it is."
)


def is_one(path: Path) -> bool:
    """Say whether a file is a SQLite database; `knowhow backup` writes another format. Raises `OSError`."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def about(path: Path) -> About:
    """Tell what the copy is of. Raises `NotABackup` where its name has been changed, or it has been changed itself."""
    named = upgrade_copies.named(path)
    if named is None:
        raise NotABackup(RENAMED)
    with closing(Database(f"sqlite:///{path.as_posix()}")) as copy:
        try:
            is_of_it = schema.revision(copy) == named.schema
        except DatabaseError:
            is_of_it = False
    if not is_of_it:
        raise NotABackup(DAMAGED)
    return About(named.schema, "", named.until.isoformat(timespec="seconds"))


def rows(path: Path) -> Iterator[Row]:
    """Give every row of a copy that has the tables of this version. Raises `NotABackup` where the file is damaged."""
    with closing(Database(f"sqlite:///{path.as_posix()}")) as copy:
        try:
            with copy.snapshot() as session:
                yield from copies.rows(session)
        except DatabaseError:
            raise NotABackup(DAMAGED) from None
