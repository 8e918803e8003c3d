"""When a parcel may leave that nobody waits for: in office hours, or in hours that people have given themselves."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.hours import hours_of, opens_at
from bot.engine.engine import Engine
from storage import people
from storage.here import Here
from storage.tables import Organisation, Parcel, Person


class Opening:
    """Says of one moment who may be written to by the clock."""

    def __init__(self, engine: Engine, session: Session) -> None:
        self._session, self._working_days = session, engine.rules.policy.working_days
        self.now = engine.now(session)

    def is_office_open(self, organisation: int) -> bool:
        """Say whether an organisation has office hours."""
        return self._working_days.is_open(self.now, self._zone(organisation))

    def of(self, together: Sequence[Person]) -> datetime | None:
        """Return from when on these people may be told something together; `None`: in office hours."""
        theirs = [hours_of(person) for person in together]
        if not any(theirs):
            return None
        return opens_at(theirs, self.now, self._zone(together[0].organisation_id), self._working_days)

    def lets_leave(self, parcel: Parcel) -> bool:
        """Say whether a parcel that was to wait for hours of people’s own may leave; else it waits for the next.

        Its moment may be long past, as after a day without the platform; and they may have changed their hours.
        """
        if parcel.not_before is None:
            return True
        opens = self.of(people.several(Here(self._session, parcel.organisation_id), parcel.people))
        is_open = self.is_office_open(parcel.organisation_id) if opens is None else opens <= self.now
        if not is_open:
            parcel.not_before = opens
        return is_open

    def _zone(self, organisation: int) -> ZoneInfo:
        return ZoneInfo(self._session.get_one(Organisation, organisation).timezone)
