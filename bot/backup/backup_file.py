"""The file in which a backup is kept: JSON lines, compressed, alike for every kind of database.

First what it is (`About`), then for each row its table and values, and at the end how many rows there were, so that a
file which lost its end is known for what it is.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from bot.backup.encryption import IS_ENCRYPTED, decrypted, encrypted
from storage.copies import Row
from storage.private_file import private_file
from storage.progress import UNSEEN, Progress

FORMAT = "knowhow backup 1"
_GZIP = b"\x1f\x8b"

NOT_OURS = "This is not a backup that Knowhow made."
DAMAGED = "This backup is damaged or incomplete."


class NotABackup(Exception):
    """Raised where a file cannot be restored from; the text says why, and quotes nothing of what is in it."""


@dataclass(frozen=True)
class About:
    """What a backup is of: the tables' version, the program's if known, and when it was taken (ISO 8601, in UTC).

    `forgotten`: how far the list of the forgotten had come by then, if there was one.
    """

    schema: str
    version: str
    taken_at: str
    forgotten: str = ""
    format: str = FORMAT

    @property
    def by_version(self) -> str:
        """The program's version as it stands in a sentence."""
        return f" ({self.version})" if self.version else ""


def write(
    path: Path, about: About, rows: Iterable[Row], recipients: Sequence[str] = (), progress: Progress = UNSEEN
) -> int:
    """Write a backup under a name that only its owner may read; gives back how many rows it has.

    It has its name only once it is whole. `recipients`: public keys for whose holders alone it is encrypted.
    Raises `OSError` and `WrongKey`.
    """
    with private_file(path) as file:
        if recipients:
            compressed = io.BytesIO()  # never in a file that is not encrypted
            number = _write(compressed, about, rows)
            progress.reaches("Encrypting")
            file.write(encrypted(compressed.getvalue(), recipients))
        else:
            number = _write(file, about, rows)
        progress.is_past_stopping()
    return number


def _write(file: IO[bytes], about: About, rows: Iterable[Row]) -> int:
    number = 0
    with gzip.open(file, "wt", encoding="utf-8", newline="\n") as lines:
        _say(lines, asdict(about))
        for table, values in rows:
            _say(lines, [table, values])
            number += 1
        _say(lines, {"rows": number})
    return number


def about(path: Path, identity: Path | None = None) -> About:
    """Return what the backup is of; `identity`: the file with the key, where it is encrypted.

    Raises `NotABackup`, `WrongKey`, and `OSError` where it cannot be read.
    """
    with _opened(path, identity) as lines:
        head = next(lines, "")  # reads a good deal further, and may find the rest damaged
    try:
        found = About(**json.loads(head))
        datetime.fromisoformat(found.taken_at)
    except (TypeError, ValueError, RecursionError):
        raise NotABackup(NOT_OURS) from None
    if found.format != FORMAT or not all(isinstance(said, str) for said in asdict(found).values()):
        raise NotABackup(NOT_OURS)
    return found


def rows(path: Path, identity: Path | None = None) -> Iterator[Row]:
    """Yield every row, in the order in which they were written. Raises `NotABackup` where the file is damaged."""
    number = 0
    with _opened(path, identity) as lines:
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
def _opened(path: Path, identity: Path | None) -> Iterator[Iterator[str]]:
    with path.open("rb") as file:
        head = file.read(len(IS_ENCRYPTED))
        file.seek(0)
        source = io.BytesIO(decrypted(file.read(), identity)) if head == IS_ENCRYPTED else file
        if source.read(len(_GZIP)) != _GZIP:
            raise NotABackup(NOT_OURS)
        source.seek(0)
        try:
            with gzip.open(source, "rt", encoding="utf-8") as lines:
                yield lines
        except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError):
            raise NotABackup(DAMAGED) from None


def _understood(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise NotABackup(DAMAGED) from None


def _say(lines: IO[str], what: object) -> None:
    lines.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")
