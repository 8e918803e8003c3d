"""The inbox: which events and which forms have taken effect, so that each does so once, whatever is delivered again.

An event is known by its key. A form is known by the nonce with which it was shown, and that stands nowhere here: a
claim is a digest of the nonce and of whoever sent the form, so that without the form itself nobody can tell whose it
was. Where a form is answered anonymously the digest is keyed with the secret of its review or café too, and goes with
that when answers are shown.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Delete, tuple_
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import add, changes, is_there
from storage.tables import Cafe, Claim, Review, Taken

KEYS_DROPPED_TOGETHER = 500
"""How many keys are dropped together."""

CLAIMS_DROPPED_TOGETHER = 500
"""How many claims are dropped together."""


# ---- events ----------------------------------------------------------------------------------------------------------


@is_there
def is_taken(here: Here, key: str) -> SelectOfScalar[str]:
    """Say whether an event with this key changed something before."""
    return select(Taken.key).where(Taken.organisation_id == here.org, Taken.key == key)


def take(here: Here, key: str, now: datetime) -> None:
    """Claim the key. Two at once: the second fails on the primary key, and its turn is run again."""
    add(here.session, Taken, organisation_id=here.org, key=key, taken_at=now)


def give_back(here: Here, key: str) -> None:
    """Free a key again, because what it was claimed for came to nothing; it may be claimed once more."""
    here.session.exec(delete(Taken).where(col(Taken.organisation_id) == here.org, col(Taken.key) == key))


@changes
def forget_before(session: Session, then: datetime) -> Delete:
    """Drop some of the keys that are older than any platform redelivers; say how many."""
    key = tuple_(col(Taken.organisation_id), col(Taken.key))
    old = select(Taken.organisation_id, Taken.key).where(Taken.taken_at < then).limit(KEYS_DROPPED_TOGETHER)
    return delete(Taken).where(key.in_(old))


# ---- forms -----------------------------------------------------------------------------------------------------------


Seal = Review | Cafe
"""What is answered anonymously, with its key."""


@dataclass(frozen=True)
class Sending:
    """A form that somebody sends: the `nonce` that it was shown with, and what seals the answer, if anything does."""

    organisation: int
    person: int
    nonce: str
    seal: Seal | None = None

    @cached_property
    def digest(self) -> str:
        """What stands for it; worked out once, because taking effect may destroy the key."""
        key = bytes.fromhex(self.seal.key) if self.seal else b""
        return hmac.new(key, f"{self.organisation} {self.person} {self.nonce}".encode(), "sha256").hexdigest()


@is_there
def form_is_taken(session: Session, sending: Sending) -> SelectOfScalar[str]:
    """Say whether this form took effect before, for whoever sends it."""
    return select(Claim.digest).where(Claim.organisation_id == sending.organisation, Claim.digest == sending.digest)


def take_form(session: Session, sending: Sending, today: date) -> None:
    """Claim it. Two at once: the second fails on the primary key, and its turn is run again."""
    seal = sending.seal
    add(
        session,
        Claim,
        organisation_id=sending.organisation,
        digest=sending.digest,
        day=today,
        review_id=seal.id if isinstance(seal, Review) else None,
        cafe_id=seal.id if isinstance(seal, Cafe) else None,
    )


def let_go_of_forms(session: Session, seal: Seal) -> None:
    """Drop every claim of what was answered anonymously: its answers are sealed no more."""
    column = col(Claim.review_id) if isinstance(seal, Review) else col(Claim.cafe_id)
    session.exec(delete(Claim).where(column == seal.id))


@changes
def forget_forms_before(here: Here, day: date) -> Delete:
    """Drop some of the claims of forms that open anew by now; say how many."""
    old = select(Claim.digest).where(Claim.organisation_id == here.org, Claim.day < day).limit(CLAIMS_DROPPED_TOGETHER)
    return delete(Claim).where(col(Claim.organisation_id) == here.org, col(Claim.digest).in_(old))
