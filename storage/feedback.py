"""What people said of the trials they took part in.

Whether it may be quoted by a role hangs on who has which job title: a role names nobody only where several have it.
"""

from sqlalchemy import union
from sqlmodel import col, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.here import Here
from storage.membership import are_members
from storage.prepared import finds_all, finds_one
from storage.staff_list import one_line
from storage.tables import Feedback, Person, Signup


@finds_one
def of(here: Here, trial: int, person: int) -> SelectOfScalar[Feedback]:
    """Return what this person said of this trial, if they have."""
    said = select(Feedback).where(Feedback.organisation_id == here.org, Feedback.trial_id == trial)
    return said.where(Feedback.person_id == person)


@finds_one
def get(here: Here, feedback: int) -> SelectOfScalar[Feedback]:
    """Return the feedback with this id in this organisation."""
    return select(Feedback).where(Feedback.organisation_id == here.org, Feedback.id == feedback)


@finds_all
def by_person(here: Here, person: int) -> SelectOfScalar[Feedback]:
    """Return everything that this person said of any trial, oldest first."""
    said = select(Feedback).where(Feedback.organisation_id == here.org, Feedback.person_id == person)
    return said.order_by(col(Feedback.id))


@finds_all
def in_trial(here: Here, trial: int) -> Select[Feedback, Person]:
    """Return everything said of a trial, and by whom."""
    rows = (
        select(Feedback, Person)
        .join(Person, col(Person.id) == col(Feedback.person_id))
        .where(Feedback.organisation_id == here.org, Feedback.trial_id == trial)
    )
    return rows.order_by(col(Feedback.id))


def points_to_one(here: Here, trial: int, job_title: str) -> bool:
    """Say whether one person at most, of the list, the members known and those in the trial, has this job title.

    In whatever case it is written, as far as the database knows one letter for the other.
    """
    return len(_with_title(here, trial, one_line(job_title))) <= 1


@finds_all
def _with_title(here: Here, trial: int, job_title: str) -> SelectOfScalar[int]:
    """Return two of those who have a job title, one where only one has it, or none."""
    known = select(col(Person.id)).where(Person.organisation_id == here.org, are_members())
    joined = select(col(Signup.person_id)).where(Signup.organisation_id == here.org, Signup.trial_id == trial)
    both = union(
        known.where(func.lower(Person.job_title) == func.lower(job_title)),
        joined.where(func.lower(Signup.job_title) == func.lower(job_title)),
    ).subquery()
    return select(both.c[0]).limit(2)
