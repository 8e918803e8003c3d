"""Prompts that facilitators have set, for each activity its own."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, finds_one
from storage.tables import Prompt


@finds_one
def locked(here: Here, activity: str, prompt: int) -> SelectOfScalar[Prompt]:
    """Return this activity's prompt with this id in this organisation, locked until the transaction ends."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    wanted = wanted.where(Prompt.id == prompt).with_for_update()
    return wanted.execution_options(populate_existing=True)


@finds_all
def in_phase(here: Here, activity: str, phase: str) -> SelectOfScalar[Prompt]:
    """Return this activity's prompts that are in a phase, the next one to be asked first."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    return wanted.where(Prompt.phase == phase).order_by(col(Prompt.next_on), col(Prompt.id))


def concerning(here: Here, activity: str, person: int) -> Sequence[Prompt]:
    """Return this activity's prompts that this person has set or is asked by, oldest first."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    rows = here.session.exec(wanted.order_by(col(Prompt.id))).all()
    return [row for row in rows if row.set_by_id == person or person in row.people]


@finds_all
def ended_before(here: Here, activity: str, going_on: str, day: date) -> SelectOfScalar[Prompt]:
    """Return this activity's prompts that are not in the phase `going_on` and whose day was before this one; locked."""
    wanted = select(Prompt).where(Prompt.organisation_id == here.org, Prompt.activity == activity)
    wanted = wanted.where(Prompt.phase != going_on, Prompt.next_on < day)
    return wanted.order_by(col(Prompt.id)).with_for_update()
