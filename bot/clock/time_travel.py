"""Moving time in a rehearsal: from one moment at which something happens to the next, with nothing left over."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from activities.kit.working import WorkingDays
from storage import calendar, parcels
from storage.database import Database
from storage.tables import Organisation


def travel_on(database: Database, working_days: WorkingDays) -> bool:
    """Move a calendar of our own one step towards where it is bound; true if it moved.

    It stays while anything is due or may leave by now. Otherwise it goes to the next wake, to the next office opening
    or the next hours of somebody's own if messages wait for these, or to its goal, whichever comes first.
    """
    if not _is_bound_somewhere(database):
        return False  # asked every second, and nearly always so: no lock is taken to find out
    with database.writing() as session:
        own = calendar.own(session)
        if own is None:
            return False
        due = calendar.next_due(session)
        if (due and due <= own.stands_at) or parcels.may_leave(
            session, own.stands_at, _closed(session, own.stands_at, working_days)
        ):
            return False
        held = parcels.pending(session) > 0
        openings = [working_days.next_opening(own.stands_at, zone) for zone in _zones(session).values()] if held else []
        hours = parcels.next_hours(session, own.stands_at)
        own.stands_at = min([own.bound_for, *(one for one in (due, hours) if one), *openings])
        return True


def is_still(database: Database, working_days: WorkingDays) -> bool:
    """Say whether nothing is due, nothing may leave, and time has arrived where it was bound."""
    with database.reading() as session:
        own = calendar.own(session)
        now = own.stands_at if own else datetime.now(UTC)
        due = calendar.next_due(session)
        return (
            (own is None or own.stands_at >= own.bound_for)
            and (due is None or due > now)
            and not parcels.may_leave(session, now, _closed(session, now, working_days))
        )


def _is_bound_somewhere(database: Database) -> bool:
    with database.reading() as session:
        own = calendar.own(session)
        return own is not None and own.stands_at < own.bound_for


def _zones(session: Session) -> dict[int, ZoneInfo]:
    rows = session.exec(select(Organisation.id, Organisation.timezone)).all()
    return {organisation: ZoneInfo(zone) for organisation, zone in rows if organisation is not None}


def _closed(session: Session, now: datetime, working_days: WorkingDays) -> list[int]:
    return [organisation for organisation, zone in _zones(session).items() if not working_days.is_open(now, zone)]
