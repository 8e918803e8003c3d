"""Notes that people want back on a day."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from docs.new_activity.storage.tables.specimen import Specimen
from storage.here import Here

AT_ONCE, ON_OFFER = 20, 10


def keep(here: Here, note: Specimen) -> None:
    """Add a note, which has an id from then on."""
    here.session.add(note)
    here.session.flush()


def locked(here: Here, note: int) -> Specimen | None:
    """Find the note with this id in this organisation, and lock it until the transaction ends."""
    wanted = _all(here).where(Specimen.id == note).with_for_update()
    return here.session.exec(wanted.execution_options(populate_existing=True)).one_or_none()


def of_person(here: Here, person: int) -> Sequence[Specimen]:
    """Find what this person noted, oldest first."""
    wanted = _all(here).where(Specimen.person_id == person)
    return here.session.exec(wanted.order_by(col(Specimen.id))).all()


def latest(here: Here) -> Sequence[Specimen]:
    """Find some of the newest notes."""
    return here.session.exec(_all(here).order_by(col(Specimen.id).desc()).limit(ON_OFFER)).all()


def ended_before(here: Here, day: date) -> Sequence[Specimen]:
    """Find some of what ended before a day, or was to come back before it, and is not on hold; locked."""
    old = func.coalesce(col(Specimen.ended_on), col(Specimen.day)) < day
    wanted = _all(here).where(old, col(Specimen.on_hold).is_(False))
    return here.session.exec(wanted.order_by(col(Specimen.id)).limit(AT_ONCE).with_for_update()).all()


def _all(here: Here) -> SelectOfScalar[Specimen]:
    return select(Specimen).where(Specimen.organisation_id == here.org)
