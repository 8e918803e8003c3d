"""The ledger of what figures have left."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, delete, select

from storage.tables import Departure


def of_thing(session: Session, organisation: int, thing: str) -> Sequence[Departure]:
    """All that has left about one thing, `activity:id`, the oldest first."""
    left = select(Departure).where(Departure.organisation_id == organisation, Departure.thing == thing)
    return session.exec(left.order_by(col(Departure.id))).all()


def note(
    session: Session, organisation: int, thing: str, document: str, left_on: date, cells: Mapping[str, int]
) -> None:
    """Write down that these figures leave."""
    session.add(
        Departure(organisation_id=organisation, thing=thing, document=document, left_on=left_on, cells=dict(cells))
    )
    session.flush()


def forget(session: Session, organisation: int, thing: str) -> None:
    """Let go of what has left about a thing that is gone: nothing can be counted of it any more."""
    theirs = (col(Departure.organisation_id) == organisation, col(Departure.thing) == thing)
    session.exec(delete(Departure).where(*theirs))
