"""The list of those who have been forgotten: a file of digests, kept in no backup, that a restore asks whom to erase.

First what it is, then a line for each digest, and at the end how many there are, so that a file which lost its end is
known for what it is. It is written anew under a lock, whole or not at all, as often as somebody is forgotten.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from bot.settings.keys import Keys
from storage.private_file import write_private

FORMAT = "knowhow forgotten 1"
WAITS = 10.0
"""Seconds for which another process may hold the file."""

NOT_OURS = "is not a list of the forgotten that Knowhow wrote"
DAMAGED = "is damaged or incomplete"


class WrongList(Exception):
    """Raised for a list that cannot be used; the text is the rest of a sentence about the file."""


@dataclass(frozen=True)
class Entry:
    """One thing by which somebody was known. `number`: its place, counting all that this list ever had."""

    number: int
    day: date
    digest: str


@dataclass(frozen=True)
class Forgotten:
    """What a list says.

    `name`: chance letters that tell it from any other; `since`: whoever was forgotten on or after this day is on it;
    `until`: the day on which it was exported, or none for the list that is in use.
    """

    name: str
    since: date
    entries: tuple[Entry, ...] = ()
    newest: int = 0
    until: date | None = None

    @property
    def mark(self) -> str:
        """How far it has come: what a backup remembers of it."""
        return f"{self.name}:{self.newest}"

    def with_more(self, digests: Iterable[tuple[date, str]]) -> "Forgotten":
        """Return the list with these added, as far as they are new."""
        known = {entry.digest: entry for entry in self.entries}
        newest = self.newest
        for day, digest in digests:
            newest += 1
            known[digest] = Entry(newest, day, digest)
        return replace(self, entries=tuple(sorted(known.values(), key=lambda one: one.number)), newest=newest)

    def reaching_back_to(self, first: date) -> "Forgotten":
        """Return the list without what is older than the oldest backup that there may be."""
        kept = tuple(entry for entry in self.entries if entry.day >= first)
        return replace(self, entries=kept, since=max(self.since, first))


@dataclass(frozen=True)
class ForgottenList:
    """The list of an installation: where it is, under which keys, and for how long an entry is needed."""

    keys: Keys
    file: Path
    kept: timedelta

    def read(self) -> Forgotten:
        """Read the list. Raises `FileNotFoundError` where there is none, other `OSError`, and `WrongList`."""
        return read_list(self.file)

    def begin(self) -> None:
        """Make the list where there is none: from today on it is complete. Raises as `change` does."""
        if not self.file.exists():
            self.add(())

    def add(self, digests: Sequence[tuple[date, str]], drops: bool = True) -> None:
        """Write digests down, with their days; what is too old `drops` out. Raises `OSError` and `WrongList`."""
        with self._alone():
            now = (self.read() if self.file.exists() else begun()).with_more(digests)
            self.keep(now.reaching_back_to(today() - self.kept) if drops else now)

    def take_in(self, other: Forgotten) -> Forgotten:
        """Put what an exported list says beside what this one does. Raises `OSError` and `WrongList`."""
        with self._alone():
            if not self.file.exists():
                both = replace(other, until=None)
            else:
                mine = self.read()
                known = {entry.digest for entry in mine.entries}
                more = [(entry.day, entry.digest) for entry in other.entries if entry.digest not in known]
                joins_on = other.until is not None and other.until >= mine.since
                both = replace(mine.with_more(more), since=min(mine.since, other.since) if joins_on else mine.since)
            self.keep(both)
            return both

    def keep(self, forgotten: Forgotten) -> None:
        """Write the list anew."""
        write_list(self.file, forgotten)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(f"{self.file}.lock", timeout=WAITS, mode=0o600):
                yield
        except Timeout:
            raise OSError(0, "another process holds it") from None


def begun() -> Forgotten:
    """Begin a list."""
    return Forgotten(secrets.token_hex(8), today())


def today() -> date:
    """Return the day by the world's clock: backups carry it too, whatever a rehearsal's calendar says."""
    return datetime.now(UTC).date()


def read_list(file: Path) -> Forgotten:
    """Read the list in a file. Raises `OSError` and `WrongList`."""
    try:
        head, *rows = [json.loads(line) for line in file.read_bytes().decode().splitlines()]
        if head["format"] != FORMAT:
            raise WrongList(NOT_OURS)
        until = date.fromisoformat(head["until"]) if head["until"] else None
        found = Forgotten(str(head["list"]), date.fromisoformat(head["since"]), until=until)
    except (ValueError, TypeError, LookupError):
        raise WrongList(NOT_OURS) from None
    try:
        *lines, end = rows
        entries = tuple(Entry(int(number), date.fromisoformat(day), str(digest)) for number, day, digest in lines)
        if end["entries"] != len(entries):
            raise WrongList(DAMAGED)
        return replace(found, entries=entries, newest=int(end["newest"]))
    except (ValueError, TypeError, LookupError):
        raise WrongList(DAMAGED) from None


def write_list(file: Path, forgotten: Forgotten) -> None:
    """Write a list into a file that only its owner may read. Raises `OSError`."""
    head = {"format": FORMAT, "list": forgotten.name, "since": forgotten.since.isoformat()}
    head["until"] = forgotten.until.isoformat() if forgotten.until else ""
    rows = [[entry.number, entry.day.isoformat(), entry.digest] for entry in forgotten.entries]
    end = {"entries": len(rows), "newest": forgotten.newest}
    write_private(file, "".join(f"{json.dumps(line)}\n" for line in [head, *rows, end]).encode())
