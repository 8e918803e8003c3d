"""Asking for a document, and letting go of what was asked for."""

from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, finds_one
from storage.tables import Pull


def ask(session: Session, pull: Pull) -> Pull:
    """Write down what a document is to be about."""
    session.add(pull)
    session.flush()
    return pull


@finds_one
def get(here: Here, pull: int) -> SelectOfScalar[Pull]:
    """Return what somebody asked to have pulled together, as long as it is kept."""
    return select(Pull).where(Pull.organisation_id == here.org, Pull.id == pull)


@finds_all
def of_person(here: Here, person: int) -> SelectOfScalar[Pull]:
    """Return what this person asked to have pulled together of late."""
    return select(Pull).where(Pull.organisation_id == here.org, Pull.person_id == person)


def let_go(here: Here, pull: int) -> None:
    """Forget what was asked for: the document has been sent, or never will be."""
    here.session.exec(delete(Pull).where(col(Pull.organisation_id) == here.org, col(Pull.id) == pull))


def let_go_of(here: Here, person: int) -> None:
    """Forget all that this person asked for."""
    here.session.exec(delete(Pull).where(col(Pull.organisation_id) == here.org, col(Pull.person_id) == person))
