"""Which events have taken effect, so that the same one delivered again changes nothing."""

from datetime import datetime

from sqlmodel import Session, col, delete

from storage.tables import Taken


def is_taken(session: Session, organisation: int, key: str) -> bool:
    """Whether an event with this key changed something before."""
    return session.get(Taken, (organisation, key)) is not None


def take(session: Session, organisation: int, key: str, now: datetime) -> None:
    """Claim the key. Two at once: the second fails on the primary key, and its turn is run again."""
    session.add(Taken(organisation_id=organisation, key=key, taken_at=now))
    session.flush()


def give_back(session: Session, organisation: int, key: str) -> None:
    """What the key was claimed for came to nothing, so it may be claimed once more."""
    session.exec(delete(Taken).where(col(Taken.organisation_id) == organisation, col(Taken.key) == key))


def forget_before(session: Session, then: datetime) -> None:
    """Drop keys older than any platform redelivers."""
    session.exec(delete(Taken).where(col(Taken.taken_at) < then))
