"""The copy that SQLite keeps of itself before its tables are changed: beside the database, for some days.

It is there for whoever has to go back to the version before, by `knowhow restore`. It holds whatever people have had
forgotten since, so it goes by itself, and a restore from it forgets them again. A server's database is copied by those
who look after the server.
"""

import filecmp
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.private_file import private_file
from storage.progress import UNSEEN, Progress
from storage.sqlite import remove

KEPT = timedelta(days=7)
"""How long such a copy stays."""

ROOM = 2
"""How often the database must fit beside itself: once as a copy, and once for what an upgrade writes meanwhile."""

PAGES_TOGETHER = 2_000
"""Pages, of 4 kB mostly, that are copied between two looks at whether to stop."""

_NAME = re.compile(r"(?P<stem>.+)\.schema-(?P<schema>\w+)-until-(?P<at>\d{4}-\d\d-\d\d-\d{6})Z(?P<suffix>(\.\w+)?)")
_AT = "%Y-%m-%d-%H%M%S"
_UNFINISHED = ".part"
"""What stands behind the name of a private file until it is whole."""


class NoCopy(Exception):
    """Raised where the database could not be copied, so that nothing was changed; the text says why, and what to do."""


@dataclass(frozen=True)
class UpgradeCopy:
    """A copy, of which schema it is, and until when the database was as it is there."""

    path: Path
    schema: str
    until: datetime


def named(path: Path) -> UpgradeCopy | None:
    """Read what a file is from its name; `None` where that is none of ours."""
    if found := _NAME.fullmatch(path.name):
        return UpgradeCopy(path, found["schema"], datetime.strptime(found["at"], _AT).replace(tzinfo=UTC))
    return None


def beside(file: Path) -> Iterator[UpgradeCopy]:
    """Every copy that was kept of a database."""
    for path in sorted(file.parent.glob(f"{file.stem}.schema-*{file.suffix}")):
        if (copy := named(path)) and path == _name(file, copy.schema, copy.until):
            yield copy


def keep(file: Path, schema: str, now: datetime, progress: Progress = UNSEEN) -> UpgradeCopy:
    """Copy a database that has this schema, all of it or nothing, for nobody but its owner; never over another copy.

    Whoever calls keeps everybody else from changing its tables. Where an upgrade was killed and begins again, one copy
    stays. Raises `NoCopy`.
    """
    _remove_unfinished(file)
    while (path := _name(file, schema, now)).exists():
        now += timedelta(seconds=1)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            _must_have_room(source, file.parent)
            with private_file(path):
                _copy(source, Path(f"{path}{_UNFINISHED}"), progress)
    except OSError as error:
        raise NoCopy(
            f"Knowhow keeps a copy of the database before it brings it up to date, and cannot write one into "
            f"{file.parent}: {error.strerror}. Nothing was changed. Let its user write there, and try again."
        ) from None
    except sqlite3.Error as error:
        raise NoCopy(
            f"Knowhow keeps a copy of the database before it brings it up to date, and could not: {error}. Nothing was "
            "changed. `knowhow doctor` says more."
        ) from None
    for earlier in beside(file):
        if earlier.path != path and filecmp.cmp(earlier.path, path, shallow=False):
            earlier.path.unlink()
    return UpgradeCopy(path, schema, now)


def remove_old(file: Path, now: datetime) -> None:
    """Remove the copies of a database that have been kept long enough, whole or not. Raises `OSError`."""
    for path in [*(copy.path for copy in beside(file)), *_unfinished(file)]:
        copy = named(path.with_name(path.name.removesuffix(_UNFINISHED)))
        if copy and copy.until < now - KEPT:
            remove(path)


def _name(file: Path, schema: str, until: datetime) -> Path:
    return file.with_name(f"{file.stem}.schema-{schema}-until-{until.astimezone(UTC):{_AT}}Z{file.suffix}")


def _must_have_room(source: sqlite3.Connection, folder: Path) -> None:
    pages, size = (source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    needed = ROOM * pages * size
    if shutil.disk_usage(folder).free < needed:
        raise NoCopy(
            "Knowhow keeps a copy of the database before it brings it up to date, and there is too little room for "
            f"that: {-(-needed // 1_000_000)} MB are needed in {folder}. Nothing was changed. Make room, and try again."
        )


def _copy(source: sqlite3.Connection, path: Path, progress: Progress) -> None:
    def copied(_status: int, remaining: int, total: int) -> None:
        progress.reaches("Keeping the database as it is", total - remaining, total, "pages")

    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")  # nothing beside it that a kill would leave there
        source.backup(copy, pages=PAGES_TOGETHER, progress=copied)


def _remove_unfinished(file: Path) -> None:
    """Remove what a process left that was killed while it copied."""
    for path in _unfinished(file):
        path.unlink()


def _unfinished(file: Path) -> list[Path]:
    return list(file.parent.glob(f"{file.stem}.schema-*{file.suffix}{_UNFINISHED}"))
