"""Prompts that facilitators have set, for each activity its own."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from storage.here import Here
from storage.tables import Prompt


def locked(here: Here, activity: str, prompt: int) -> Prompt | None:
    """Return this activity's prompt with this id in this organisation, locked until the transaction ends."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    wanted = wanted.where(Prompt.id == prompt).with_for_update()
    return here.session.exec(wanted.execution_options(populate_existing=True)).one_or_none()


def in_phase(here: Here, activity: str, phase: str) -> Sequence[Prompt]:
    """Return this activity's prompts that are in a phase, the next one to be asked first."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    return here.session.exec(wanted.where(Prompt.phase == phase).order_by(col(Prompt.next_on), col(Prompt.id))).all()


def concerning(here: Here, activity: str, person: int) -> Sequence[Prompt]:
    """Return this activity's prompts that this person has set or is asked by, oldest first."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    rows = here.session.exec(wanted.order_by(col(Prompt.id))).all()
    return [row for row in rows if row.set_by_id == person or person in row.people]


def ended_before(here: Here, activity: str, going_on: str, day: date) -> Sequence[Prompt]:
    """Return this activity's prompts that are not in the phase `going_on` and whose day was before this one; locked."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    wanted = wanted.where(Prompt.phase != going_on, Prompt.next_on < day)
    return here.session.exec(wanted.order_by(col(Prompt.id)).with_for_update()).all()
