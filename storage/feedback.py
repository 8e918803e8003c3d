"""What people said of the trials they took part in."""

from collections.abc import Sequence

from sqlmodel import col, select

from storage.here import Here
from storage.tables import Feedback, Person


def of(here: Here, trial: int, person: int) -> Feedback | None:
    """Return what this person said of this trial, if they have."""
    said = select(Feedback).where(Feedback.organisation_id == here.org, Feedback.trial_id == trial)
    return here.session.exec(said.where(Feedback.person_id == person)).one_or_none()


def get(here: Here, feedback: int) -> Feedback | None:
    """Return the feedback with this id in this organisation."""
    return here.session.exec(
        select(Feedback).where(Feedback.organisation_id == here.org, Feedback.id == feedback)
    ).one_or_none()


def by_person(here: Here, person: int) -> Sequence[Feedback]:
    """Return everything that this person said of any trial, oldest first."""
    said = select(Feedback).where(Feedback.organisation_id == here.org, Feedback.person_id == person)
    return here.session.exec(said.order_by(col(Feedback.id))).all()


def in_trial(here: Here, trial: int) -> Sequence[tuple[Feedback, Person]]:
    """Return everything said of a trial, and by whom."""
    rows = (
        select(Feedback, Person)
        .join(Person, col(Person.id) == col(Feedback.person_id))
        .where(Feedback.organisation_id == here.org, Feedback.trial_id == trial)
    )
    return here.session.exec(rows.order_by(col(Feedback.id))).all()
