"""Digests of the forgotten that have yet to be written on their list: left with the turn that forgets, then taken."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, delete, func, select

from storage.here import Here
from storage.tables import Unlisted


def leave(here: Here, day: date, digests: Iterable[str]) -> None:
    """Leave these digests to be written on the list of the forgotten."""
    here.session.add_all(Unlisted(organisation_id=here.org, day=day, digest=digest) for digest in digests)


def waiting(session: Session) -> Sequence[Unlisted]:
    """Return all that wait, of every organisation of this database: they have one list."""
    return session.exec(select(Unlisted).order_by(col(Unlisted.id))).all()


def number(session: Session) -> int:
    """Count those that wait."""
    return session.exec(select(func.count(col(Unlisted.id)))).one()


def written(session: Session, ids: Iterable[int]) -> None:
    """Delete these rows: the list of the forgotten has them now."""
    session.exec(delete(Unlisted).where(col(Unlisted.id).in_(list(ids))))
