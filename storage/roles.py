"""Who has which job title: a role names nobody only where several have it."""

from sqlmodel import select

from storage.here import Here
from storage.membership import are_members
from storage.tables import Person, Signup


def points_to_one(here: Here, trial: int, job_title: str) -> bool:
    """Say whether one person at most, of the list, the members known and those in the trial, has this job title."""
    known = select(Person.id, Person.job_title).where(Person.organisation_id == here.org, are_members())
    joined = select(Signup.person_id, Signup.job_title).where(
        Signup.organisation_id == here.org, Signup.trial_id == trial
    )
    rows = [*here.session.exec(known).all(), *here.session.exec(joined).all()]
    return len({person for person, title in rows if _plain(title) == _plain(job_title)}) <= 1


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
