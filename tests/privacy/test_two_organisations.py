"""Whatever is done in one organisation of a database reads and changes nothing of another, in every activity."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from activities import ACTIVITIES
from activities.kit.activity import Activity
from storage.database import Database
from storage.tables import Workspace
from tests.lives import NAME, life_of
from tests.privacy.test_whole_lives import OTHERS, shown_to
from tests.town import THE_BEGINNING, Town, Townsperson
from tests.two_trusts import OURS, THEIRS, two_trusts

TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables}
OF_NOBODY = {"organisations", "calendars"}
"""Tables whose rows are an organisation, or the whole database's."""


def test_every_row_is_of_one_organisation_and_so_is_what_it_refers_to() -> None:
    without = {name for name, table in TABLES.items() if "organisation_id" not in table.c}
    assert without == OF_NOBODY
    assert not [name for name, table in TABLES.items() if name not in OF_NOBODY and table.c.organisation_id.nullable]


@pytest.fixture
def trusts(tmp_path: Path, sqlite_url: str) -> Iterator[tuple[Town, Town]]:
    database = Database(sqlite_url)
    yield two_trusts(tmp_path, database)
    database.close()


def lives(town: Town, activity: Activity) -> Townsperson:
    """Somebody takes part in an activity, runs it, is named in it, and sees all that they can get."""
    somebody = town.person(NAME, department="Theatres", facilitates=True)
    others = [town.person(name) for name in OTHERS]
    life_of(activity).is_lived(town, somebody, others)
    for person in (somebody, others[0]):
        assert list(shown_to(person, activity, ()))
    return somebody


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_what_is_done_in_one_reads_and_changes_nothing_of_the_other(
    trusts: tuple[Town, Town], activity: Activity
) -> None:
    ours, theirs = trusts
    lives(ours, activity)
    before = rows_of(ours, OURS)
    theirs.stands_at(THE_BEGINNING)
    with read_by(theirs) as seen:
        somebody = lives(theirs, activity)
        somebody.types("/knowhow forget me")
        somebody.presses("Forget me")
        theirs.settle()
    assert {of for of, _ in seen} == {THEIRS}, {name for of, name in seen if of != THEIRS}
    assert rows_of(ours, OURS) == before
    assert not crossing(ours)


def rows_of(town: Town, organisation: int) -> dict[str, list[str]]:
    """Every row that an organisation has, by table."""
    with town.database.reading() as session:
        of_table = {
            name: select(table).where(table.c.organisation_id == organisation)
            for name, table in TABLES.items()
            if name not in OF_NOBODY
        }
        return {name: sorted(map(repr, session.connection().execute(rows))) for name, rows in of_table.items()}


def crossing(town: Town) -> list[str]:
    """The columns in which a row names one of another organisation."""
    found = []
    with town.database.reading() as session:
        for table in TABLES.values():
            for key in (key for column in table.c for key in column.foreign_keys if table.name not in OF_NOBODY):
                there = key.column.table.alias("there")
                if "organisation_id" not in there.c:
                    continue
                pairs = select(table.c.organisation_id).join(there, key.parent == there.c[key.column.name])
                if (
                    session.connection()
                    .execute(pairs.where(table.c.organisation_id != there.c.organisation_id))
                    .first()
                ):
                    found.append(f"{table.name}.{key.parent.name}")
    return found


@contextmanager
def read_by(town: Town) -> Iterator[set[tuple[int, str]]]:
    """Of which organisations rows of which tables a town's bot reads: whatever people do and whatever falls due.

    Which workspaces there are it may know: it has to tell its own from others.
    """
    seen: set[tuple[int, str]] = set()
    is_at_work = [False]

    def note(_: Session, row: object) -> None:
        if is_at_work[0] and hasattr(row, "organisation_id") and not isinstance(row, Workspace):
            seen.add((row.organisation_id, type(row).__name__))

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def does(*arguments: Any, **named: Any) -> Any:
            is_at_work[0] = True
            try:
                return work(*arguments, **named)
            finally:
                is_at_work[0] = False

        return does

    with pytest.MonkeyPatch.context() as patch:
        for what, names in (
            (town.engine, ("take", "home", "meet")),
            (town.waking, ("run_next",)),
            (town.nights, ("run_due",)),
        ):
            for name in names:
                patch.setattr(what, name, watched(getattr(what, name)))
        event.listen(Session, "loaded_as_persistent", note)
        try:
            yield seen
        finally:
            event.remove(Session, "loaded_as_persistent", note)
