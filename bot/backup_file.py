"""The file in which a backup is kept: JSON lines, compressed, alike for every kind of database.

First what it is (`About`), then for each row its table and values, and at the end how many rows there were, so that a
file which lost its end is known for what it is.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from storage.copies import Row
from storage.private_file import private_file

FORMAT = "knowhow backup 1"
_GZIP = b"\x1f\x8b"

NOT_OURS = "This is not a backup that Knowhow made."
DAMAGED = "This backup is damaged or incomplete."


class NotABackup(Exception):
    """The file cannot be restored from; the text says why, and quotes nothing of what is in it."""


@dataclass(frozen=True)
class About:
    """What a backup is of: the tables' version, the program's, and when it was taken (ISO 8601, in UTC)."""

    schema: str
    version: str
    taken_at: str
    format: str = FORMAT


def write(path: Path, about: About, rows: Iterable[Row]) -> int:
    """Write a backup under a name that only its owner may read; gives back how many rows it has.

    It has its name only once it is whole. Raises `OSError`.
    """
    number = 0
    with private_file(path) as file, gzip.open(file, "wt", encoding="utf-8", newline="\n") as lines:
        _say(lines, asdict(about))
        for table, values in rows:
            _say(lines, [table, values])
            number += 1
        _say(lines, {"rows": number})
    return number


def about(path: Path) -> About:
    """What the backup is of. Raises `NotABackup`, and `OSError` where it cannot be read."""
    with _opened(path) as lines:
        head = next(lines, "")  # reads a good deal further, and may find the rest damaged
    try:
        found = About(**json.loads(head))
    except (TypeError, ValueError):
        raise NotABackup(NOT_OURS) from None
    if found.format != FORMAT:
        raise NotABackup(NOT_OURS)
    return found


def rows(path: Path) -> Iterator[Row]:
    """Every row, in the order in which they were written. Raises `NotABackup` where the file is damaged."""
    number = 0
    with _opened(path) as lines:
        next(lines)
        for line in lines:
            match _understood(line):
                case [str(table), dict(values)]:
                    number += 1
                    yield table, values
                case {"rows": int(told)} if told == number and next(lines, None) is None:
                    return
                case _:
                    break
    raise NotABackup(DAMAGED)


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    with path.open("rb") as file:
        if file.read(len(_GZIP)) != _GZIP:
            raise NotABackup(NOT_OURS)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield lines
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError):
        raise NotABackup(DAMAGED) from None


def _understood(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise NotABackup(DAMAGED) from None


def _say(lines: IO[str], what: object) -> None:
    lines.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")
