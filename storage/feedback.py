"""What people said of the trials they took part in."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Feedback, Person


def of(session: Session, organisation: int, trial: int, person: int) -> Feedback | None:
    """What this person said of this trial."""
    said = select(Feedback).where(Feedback.organisation_id == organisation, Feedback.trial_id == trial)
    return session.exec(said.where(Feedback.person_id == person)).one_or_none()


def get(session: Session, organisation: int, feedback: int) -> Feedback | None:
    """The feedback with this id in this organisation."""
    return session.exec(
        select(Feedback).where(Feedback.organisation_id == organisation, Feedback.id == feedback)
    ).one_or_none()


def by_person(session: Session, organisation: int, person: int) -> Sequence[Feedback]:
    """Everything that this person said of any trial, oldest first."""
    said = select(Feedback).where(Feedback.organisation_id == organisation, Feedback.person_id == person)
    return session.exec(said.order_by(col(Feedback.id))).all()


def in_trial(session: Session, organisation: int, trial: int) -> Sequence[tuple[Feedback, Person]]:
    """Everything said of a trial, and by whom."""
    rows = (
        select(Feedback, Person)
        .join(Person, col(Person.id) == col(Feedback.person_id))
        .where(Feedback.organisation_id == organisation, Feedback.trial_id == trial)
    )
    return session.exec(rows.order_by(col(Feedback.id))).all()
