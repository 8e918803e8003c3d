"""What somebody looks after, whatever it is: a trial, a review, a café.

Its rows have the columns `organisation_id`, `facilitator_id` and `phase`.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import Table
from sqlmodel import SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, finds_one

R = TypeVar("R")


def locked(here: Here, rows: type[R], identity: int) -> R | None:
    """Find the one with this id in this organisation, as it stands now, and lock it until the transaction ends."""
    return _locked(rows)(here, identity)  # type: ignore[arg-type]  # mypy takes no class for hashable


def in_phases(here: Here, rows: type[R], phases: Collection[str], ordered: str) -> Sequence[R]:
    """Find those that wait for one of these, in the order of a column."""
    return _in_phases(rows, ordered)(here, phases)  # type: ignore[arg-type]  # mypy takes no class for hashable


def looked_after_by(here: Here, rows: type[R], person: int) -> Sequence[R]:
    """Find those that this person opened or looks after, oldest first."""
    return _looked_after_by(rows)(here, person)  # type: ignore[arg-type]  # mypy takes no class for hashable


def titles(here: Here, rows: type[R], titled: str) -> Sequence[tuple[int, str]]:
    """Find the id of every one, and the words in the column that is its title."""
    table = table_of(rows)
    return here.session.exec(select(table.c.id, table.c[titled]).where(table.c.organisation_id == here.org)).all()


def table_of(rows: type[R]) -> Table:
    """Return the table of these rows, for queries that serve several kinds."""
    return SQLModel.metadata.tables[rows.__tablename__]  # type: ignore[attr-defined]  # every row has one


@cache
def _locked(rows: type[R]) -> Callable[[Here, int], R | None]:
    table = table_of(rows)

    @finds_one
    def the(here: Here, identity: int) -> SelectOfScalar[R]:
        wanted = select(rows).where(table.c.organisation_id == here.org, table.c.id == identity).with_for_update()
        return wanted.execution_options(populate_existing=True)

    return the


@cache
def _in_phases(rows: type[R], ordered: str) -> Callable[[Here, Collection[str]], list[R]]:
    table = table_of(rows)

    @finds_all
    def those(here: Here, phases: Collection[str]) -> SelectOfScalar[R]:
        wanted = select(rows).where(table.c.organisation_id == here.org, table.c.phase.in_(phases))
        return wanted.order_by(table.c[ordered], table.c.id)

    return those


@cache
def _looked_after_by(rows: type[R]) -> Callable[[Here, int], list[R]]:
    table = table_of(rows)

    @finds_all
    def those(here: Here, person: int) -> SelectOfScalar[R]:
        wanted = select(rows).where(table.c.organisation_id == here.org, table.c.facilitator_id == person)
        return wanted.order_by(table.c.id)

    return those
