"""Finding records: what somebody looks for, the record that they mean, and what they may do with it.

What is looked for travels in a button: nothing of it is kept by us.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Turn
from storage import records
from storage.membership import Reader
from storage.search import Filters
from storage.tables import Record
from storage.waiting import FOR_READING

LONGEST_ABOUT = 200
"""Characters that are searched for. What is typed beyond them is left out, and the answer says so."""

LONGEST_CHOICE = 150
"""Characters of a site or a topic; a button has room for all of it together."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, and what narrows it down. What is empty narrows nothing.

    `since` and `until` are days within which, or in part within which, it happened.
    """

    about: str = ""
    activity: str = ""
    site: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def filters(self) -> Filters:
        """What narrows it down, as the search takes it."""
        return Filters(self.activity, self.site, self.topic, self.since, self.until)

    def packed(self, page: int = 1) -> str:
        """Pack this and a page of what is found, as a button's subject."""
        row = (self.about, self.activity, self.site, self.topic, self.since, self.until, page)
        return _ROW.dump_json(row).decode()


_ROW: TypeAdapter[tuple[str, str, str, str, date | None, date | None, int]] = TypeAdapter(
    tuple[str, str, str, str, date | None, date | None, int]
)


def unpacked(subject: str) -> tuple[Wanted, int]:
    """Unpack what a button carries, and the page; raise `MovedOn` for what no button of ours has ever carried."""
    try:
        about, activity, site, topic, since, until, page = _ROW.validate_json(subject)
    except ValidationError:
        raise MovedOn from None
    if len(about) > LONGEST_ABOUT or page < 1:
        raise MovedOn
    return Wanted(about, activity, site, topic, since, until), page


def reader(turn: Turn) -> Reader:
    """Return whoever caused this turn, as somebody who reads."""
    return Reader(turn.org, turn.person.id)


def the_record(turn: Turn, subject: str | int) -> Record:
    """Return the record with this id, locked; raise `MovedOn` where there is none, or this person may not read it."""
    wanted = number(subject)
    if records.get(turn.session, reader(turn), wanted) is None:
        raise MovedOn
    record = records.locked(turn.here, wanted)
    if record is None or records.get(turn.session, reader(turn), wanted) is None:  # it changed while we waited
        raise MovedOn
    turn.concerns(record.id)
    return record


def may_change(turn: Turn, record: Record) -> bool:
    """Say whether a record that this person may read is theirs to change: they filed it, or facilitate."""
    return turn.person.facilitates or record.filed_by_id == turn.person.id


def to_withdraw(turn: Turn, subject: str | int) -> Record:
    """Return the record with this id, for somebody who may withdraw it.

    That is whoever may change it, as `to_change` has it, and facilitators where it waits for them.

    Raises `MovedOn` for anybody else.
    """
    record = records.locked(turn.here, number(subject)) if turn.person.facilitates else None
    if record is None or record.withdrawn_at or record.phase != FOR_READING:
        return to_change(turn, subject)
    turn.concerns(record.id)
    turn.audited = record.filed_by_id != turn.person.id
    return record


def to_change(turn: Turn, subject: str | int) -> Record:
    """Return the record with this id, for somebody who may change it; raise `MovedOn` for anybody else."""
    record = the_record(turn, subject)
    if not may_change(turn, record):
        raise MovedOn
    if record.filed_by_id != turn.person.id:
        turn.audited = True  # what facilitators do to the records of others
    return record
