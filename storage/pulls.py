"""Asking for a document, and letting go of what was asked for."""

from sqlmodel import Session, col, delete, select

from storage.tables import Pull


def ask(session: Session, pull: Pull) -> Pull:
    """Write down what a document is to be about."""
    session.add(pull)
    session.flush()
    return pull


def get(session: Session, organisation: int, pull: int) -> Pull | None:
    """What was asked for, as long as it is kept."""
    return session.exec(select(Pull).where(Pull.organisation_id == organisation, Pull.id == pull)).one_or_none()


def of_person(session: Session, organisation: int, person: int) -> list[Pull]:
    """What this person asked for of late."""
    return list(session.exec(select(Pull).where(Pull.organisation_id == organisation, Pull.person_id == person)).all())


def let_go(session: Session, organisation: int, pull: int) -> None:
    """The document has been sent, or never will be."""
    session.exec(delete(Pull).where(col(Pull.organisation_id) == organisation, col(Pull.id) == pull))


def let_go_of(session: Session, organisation: int, person: int) -> None:
    """Of all that this person asked for."""
    session.exec(delete(Pull).where(col(Pull.organisation_id) == organisation, col(Pull.person_id) == person))
