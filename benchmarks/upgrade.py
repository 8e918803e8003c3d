"""How long an upgrade from the first tables takes, step by step, where there are many people and records.

The database is that of the tests' upgrades, every row of it copied again and again within the one organisation.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, func, select, text

from benchmarks.memory import peak_megabytes
from benchmarks.speed.grounds import Ground, postgresql, sqlite
from benchmarks.speed.inserting import count_on, settle
from storage import schema
from storage.database import Database
from storage.progress import Progress
from tests.upgrades.filling import STEPS, everything, tables_of
from tests.upgrades.filling import fill as fill_first

FIRST = STEPS[0]
"""The schema from which it is brought up to date."""

KEPT = frozenset({"calendars", "organisations", "workspaces", "prompts", "record_terms", "wakes", "alembic_version"})
"""Tables of which there are as many rows in a large organisation as in a small one, or whose rows speak of ids."""

WORTH_A_LINE = 0.05
"""Seconds below which a step is told of with the others."""


@dataclass(frozen=True)
class Copies:
    """How often everything is there: the people and their accounts, what happened to them, and what was filed."""

    people: int
    happened: int
    filed: int

    def of(self, table: str) -> int:
        """How often a table's rows are there."""
        if table in KEPT:
            return 1
        if table in ("people", "accounts"):
            return self.people
        return self.filed if table.startswith("record") else self.happened


MANY = Copies(people=3_850, happened=250, filed=16_700)
"""Some 50,000 people and 100,000 records."""


@dataclass
class Steps(Progress):
    """Notes when each step was reached, of a processor: this process's and the server's."""

    ground: Ground
    at: list[float] = field(default_factory=list)

    def reaches(self, what: str, done: int = 0, of: int | None = None, unit: str = "") -> None:
        if what == schema.UPGRADING and len(self.at) <= done:
            self.at.append(self.spent())

    def spent(self) -> float:
        """The seconds that this process has had of a processor, and the server."""
        return time.process_time() + self.ground.processor()


def main() -> None:
    """Print what each step takes, on both kinds of database."""
    print(f"{os.cpu_count()} cores, which PostgreSQL shares. CPU is this process’s and PostgreSQL’s.")
    with tempfile.TemporaryDirectory(prefix="knowhow-upgrade-") as folder, postgresql() as server:
        for ground in (sqlite(Path(folder)), server):
            for line in lines(ground, MANY):
                print(line, flush=True)


def lines(ground: Ground, copies: Copies) -> Iterator[str]:
    """What an upgrade takes of a processor, step by step."""
    database = Database(ground.empty())
    rows = fill(database, copies)
    people, records = rows["people"], rows["records"]
    yield f"\n{ground.name}: {people:,} people, {records:,} records, {sum(rows.values()):,} rows"
    steps = Steps(ground)
    began, spent = time.perf_counter(), steps.spent()
    schema.upgrade(database, steps)
    took, spent = time.perf_counter() - began, steps.spent() - spent
    database.close()
    each = [after - before for before, after in zip(steps.at, [*steps.at[1:], steps.spent()], strict=True)]
    for number, seconds in zip(STEPS[STEPS.index(FIRST) + 1 :], each, strict=False):
        if seconds >= WORTH_A_LINE:
            yield f"  step {number}                {seconds:8.2f} s CPU"
    yield f"  all, with a copy kept    {spent:8.2f} s CPU, {took:.1f} s by the clock, {peak_megabytes():.0f} MB at most"


def fill(database: Database, copies: Copies) -> dict[str, int]:
    """Put in the rows of the first schema, so often; gives back how many of each table there are."""
    fill_first(database, FIRST)
    tables = tables_of(database)
    strides = {name: _stride(rows) for name, rows in everything(database, tables).items()}
    with database.changing_tables() as connection:
        for table in tables.sorted_tables:
            if (times := copies.of(table.name)) > 1:
                _copy(connection, table, times, copies, strides)
        counts = {one.name: select(func.count()).select_from(one) for one in tables.sorted_tables}
        found = {name: int(connection.execute(count).scalar_one()) for name, count in counts.items()}
    settle(database)
    return found


def _stride(rows: list[dict[str, object]]) -> int:
    return max((int(str(row.get("id") or 0)) for row in rows), default=0) + 1


def _copy(connection: Connection, table: Table, times: int, copies: Copies, strides: dict[str, int]) -> None:
    """Copy every row of a table under other ids; each copy speaks of the same copy of what it belongs to."""
    named = {*(column.name for column in table.primary_key), *_alone(table)}
    shown = ", ".join(_shown(column, times, copies, strides, column.name in named) for column in table.columns)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    numbers = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < :last)"
    copying = f'INSERT INTO "{table.name}" ({names}) {numbers} SELECT {shown} FROM "{table.name}", n'  # noqa: S608
    connection.execute(text(copying), {"last": times - 1})
    if "id" in table.columns:
        count_on(connection, table.name)


def _alone(table: Table) -> set[str]:
    """The columns by which each row differs from every other."""
    by_index = {column.name for index in table.indexes if index.unique for column in index.columns}
    by_rule = {
        column.name for rule in table.constraints if isinstance(rule, UniqueConstraint) for column in rule.columns
    }
    return by_index | by_rule


def _shown(column: Column[object], times: int, copies: Copies, strides: dict[str, int], is_named: bool) -> str:
    """A column's value in a copy, in SQL."""
    name = f'"{column.name}"'
    for key in column.foreign_keys:
        parent = key.column.table.name
        return f"{name} + k * {strides[parent]}" if copies.of(parent) >= times else name
    if column.name == "id":
        return f"{name} + k * {strides[column.table.name]}"
    return f"{name} || '~' || k" if is_named and isinstance(column.type, String) else name
