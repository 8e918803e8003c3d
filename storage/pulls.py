"""Asking for a document, and letting go of what was asked for."""

from sqlmodel import Session, col, delete, select

from storage.here import Here
from storage.tables import Pull


def ask(session: Session, pull: Pull) -> Pull:
    """Write down what a document is to be about."""
    session.add(pull)
    session.flush()
    return pull


def get(here: Here, pull: int) -> Pull | None:
    """Return what somebody asked to have pulled together, as long as it is kept."""
    return here.session.exec(select(Pull).where(Pull.organisation_id == here.org, Pull.id == pull)).one_or_none()


def of_person(here: Here, person: int) -> list[Pull]:
    """Return what this person asked to have pulled together of late."""
    return list(here.session.exec(select(Pull).where(Pull.organisation_id == here.org, Pull.person_id == person)).all())


def let_go(here: Here, pull: int) -> None:
    """Forget what was asked for: the document has been sent, or never will be."""
    here.session.exec(delete(Pull).where(col(Pull.organisation_id) == here.org, col(Pull.id) == pull))


def let_go_of(here: Here, person: int) -> None:
    """Forget all that this person asked for."""
    here.session.exec(delete(Pull).where(col(Pull.organisation_id) == here.org, col(Pull.person_id) == person))
