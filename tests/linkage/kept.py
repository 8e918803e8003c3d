"""All that a town keeps, as somebody reads it who has its database, its files, a backup and its log."""

import gzip
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlmodel import SQLModel

from bot.backup import backup_file
from bot.backup.backup_file import About
from storage import copies
from tests.town import Town

Value = str | int | float | bytes | None

SEALED = ("sealed_answers", "takeaways")
"""What is tied to people by a key until it is shown, and what the forms say that a backup of those days may hold."""

Rows = Mapping[tuple[str, int], Mapping[str, Value]]
"""Every row, by its table and its place in it."""


@dataclass(frozen=True)
class Row:
    """One row, or one part of a list in it: its table and place, what it says, and everybody whom it names."""

    table: str
    place: int
    says: Mapping[str, Value]
    people: frozenset[int]


@dataclass
class Kept:
    """The whole of it at one moment."""

    rows: list[Row] = field(default_factory=list)

    def of(self, table: str) -> list[Row]:
        """A table's rows, in the order in which the database has them."""
        return [row for row in self.rows if row.table == table]


def kept(town: Town, but: frozenset[int]) -> Kept:
    """Everything that stands in a town's database now. `but`: whom no row shall count as naming: who facilitates."""
    with closing(sqlite3.connect(str(town.database.url.database))) as connection:
        connection.row_factory = sqlite3.Row
        owners = dict(connection.execute("SELECT id, person_id FROM accounts"))
        users = dict(connection.execute("SELECT user, person_id FROM accounts"))
        found = Kept()
        for table in SQLModel.metadata.tables:
            keys = _foreign_keys(table)
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
                says = dict(zip(row.keys(), row, strict=True))
                called = {users.get(word, 0) for word in str(says.get("key", "")).split()} - {0} - but
                found.rows += _split(table, int(says.get("id") or 0), says, keys, owners, but, frozenset(called))
    return found


@cache
def _foreign_keys(table: str) -> Mapping[str, str]:
    """To which table each of its columns refers that does."""
    return {key.parent.name: key.column.table.name for key in SQLModel.metadata.tables[table].foreign_keys}


def _split(
    table: str,
    place: int,
    says: Mapping[str, Value],
    keys: Mapping[str, str],
    owners: Mapping[int, int],
    but: frozenset[int],
    called: frozenset[int],
) -> Iterator[Row]:
    people = set(called) | {int(says[name] or 0) for name, to in keys.items() if to == "people"}
    people |= {owners.get(int(says[name] or 0), 0) for name, to in keys.items() if to == "accounts"}
    if table == "people":
        people.add(int(says["id"] or 0))
    if "people" in says:
        people |= set(json.loads(str(says["people"])))
    yield Row(table, place, says, frozenset(people - {0} - but))
    for name, value in says.items():
        if isinstance(value, str) and value.startswith("[{") and table != "draws":
            for one in json.loads(value):
                author = str(one.get("person") or one.get("owner") or "")
                named = frozenset({int(author)} if author.isdigit() else ()) - but
                yield Row(f"{table}.{name}", place, {"text": json.dumps(one, ensure_ascii=False)}, named)


def changed(before: Kept, after: Kept) -> list[Row]:
    """The rows that have come, gone or changed, as they are and as they were."""
    then = {(row.table, row.place, repr(row.says)): row for row in before.rows}
    now = {(row.table, row.place, repr(row.says)): row for row in after.rows}
    return [row for key, row in then.items() if key not in now] + [row for key, row in now.items() if key not in then]


def bytes_of_files(town: Town) -> bytes:
    """The database's file with its log."""
    file = Path(str(town.database.url.database))
    return b"".join(found.read_bytes() for found in sorted(file.parent.glob(f"{file.name}*")))


def backup_of(town: Town, folder: Path) -> str:
    """What a backup of the town holds, as it stands in it."""
    file = folder / "town.backup"
    with town.database.snapshot() as session:
        backup_file.write(file, About("", "", ""), copies.rows(session))
    return gzip.decompress(file.read_bytes()).decode()
