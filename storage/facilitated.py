"""What somebody looks after, whatever it is: a trial, a review, a café.

Its rows have the columns `organisation_id`, `facilitator_id` and `phase`.
"""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Table
from sqlmodel import SQLModel, select

from storage.here import Here

R = TypeVar("R")


def locked(here: Here, rows: type[R], identity: int) -> R | None:
    """Find the one with this id in this organisation, as it stands now, and lock it until the transaction ends."""
    table = table_of(rows)
    wanted = select(rows).where(table.c.organisation_id == here.org, table.c.id == identity).with_for_update()
    return here.session.exec(wanted.execution_options(populate_existing=True)).one_or_none()


def in_phases(here: Here, rows: type[R], phases: Collection[str], ordered: str) -> Sequence[R]:
    """Find those that wait for one of these, in the order of a column."""
    table = table_of(rows)
    wanted = select(rows).where(table.c.organisation_id == here.org, table.c.phase.in_(list(phases)))
    return here.session.exec(wanted.order_by(table.c[ordered], table.c.id)).all()


def looked_after_by(here: Here, rows: type[R], person: int) -> Sequence[R]:
    """Find those that this person opened or looks after, oldest first."""
    table = table_of(rows)
    wanted = select(rows).where(table.c.organisation_id == here.org, table.c.facilitator_id == person)
    return here.session.exec(wanted.order_by(table.c.id)).all()


def titles(here: Here, rows: type[R], titled: str) -> Sequence[tuple[int, str]]:
    """Find the id of every one, and the words in the column that is its title."""
    table = table_of(rows)
    return here.session.exec(select(table.c.id, table.c[titled]).where(table.c.organisation_id == here.org)).all()


def table_of(rows: type[R]) -> Table:
    """Return the table of these rows, for queries that serve several kinds."""
    return SQLModel.metadata.tables[rows.__tablename__]  # type: ignore[attr-defined]  # every row has one
