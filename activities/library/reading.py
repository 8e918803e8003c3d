"""Finding the record that somebody means, and what they may do with it."""

from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Turn
from storage import records
from storage.readers import Reader
from storage.tables import Record
from storage.waiting import FOR_READING


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
