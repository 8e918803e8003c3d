"""Which events have taken effect, so that the same one delivered again changes nothing."""

from datetime import datetime

from sqlalchemy import tuple_
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import is_there
from storage.tables import Taken

KEYS_DROPPED_TOGETHER = 500
"""How many keys are dropped together."""


@is_there
def is_taken(here: Here, key: str) -> SelectOfScalar[str]:
    """Say whether an event with this key changed something before."""
    return select(Taken.key).where(Taken.organisation_id == here.org, Taken.key == key)


def take(here: Here, key: str, now: datetime) -> None:
    """Claim the key. Two at once: the second fails on the primary key, and its turn is run again."""
    here.session.add(Taken(organisation_id=here.org, key=key, taken_at=now))
    here.session.flush()


def give_back(here: Here, key: str) -> None:
    """Free a key again, because what it was claimed for came to nothing; it may be claimed once more."""
    here.session.exec(delete(Taken).where(col(Taken.organisation_id) == here.org, col(Taken.key) == key))


def forget_before(session: Session, then: datetime) -> bool:
    """Drop some of the keys that are older than any platform redelivers; whether there were any."""
    key = tuple_(col(Taken.organisation_id), col(Taken.key))
    old = select(Taken.organisation_id, Taken.key).where(Taken.taken_at < then).limit(KEYS_DROPPED_TOGETHER)
    return bool(session.exec(delete(Taken).where(key.in_(old))).rowcount)
