"""Digests of the forgotten that have yet to be written on their list: left with the turn that forgets, then taken."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, reads
from storage.tables import Unlisted


def leave(here: Here, day: date, digests: Iterable[str]) -> None:
    """Leave these digests to be written on the list of the forgotten."""
    here.session.add_all(Unlisted(organisation_id=here.org, day=day, digest=digest) for digest in digests)


@finds_all
def waiting(session: Session) -> SelectOfScalar[Unlisted]:
    """Return all that wait, of every organisation of this database: they have one list."""
    return select(Unlisted).order_by(col(Unlisted.id))


@reads
def number(session: Session) -> SelectOfScalar[int]:
    """Count those that wait."""
    return select(func.count(col(Unlisted.id)))


def written(session: Session, ids: Iterable[int]) -> None:
    """Delete these rows: the list of the forgotten has them now."""
    session.exec(delete(Unlisted).where(col(Unlisted.id).in_(list(ids))))
