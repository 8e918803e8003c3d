"""What of a record may be kept and shown, by today's rules about patients: for whoever files or shows one.

A text was screened when it was written, by the rules of that day, and what a card makes of several texts never was.
"""

from collections.abc import Collection

from sqlmodel import Session

from activities.kit.screen import may_be_kept
from storage import records
from storage.tables import Record

LISTS = ("lessons", "topics", "sites")
TEXTS = ("title", "summary", "contact", "attribution")


def file(session: Session, record: Record, participants: Collection[int] = (), untitled: str = "") -> Record:
    """Put what may be kept of a new record into the library; where its source was filed before, give that back.

    `participants`: the ids of those who took part. `untitled`: its title where its own cannot be kept.
    """
    take_out(record)
    record.title = record.title or untitled
    return records.file(session, record, participants)


def fit_copy(record: Record) -> tuple[Record, int]:
    """Copy a record to be shown, without passages that seem to identify a patient; say how many those were."""
    copy = Record(**record.model_dump())
    return copy, take_out(copy)


def take_out(record: Record) -> int:
    """Take out the passages that seem to identify a patient; gives back how many those were."""
    before = _passages(record)
    for name in LISTS:
        setattr(record, name, [one for one in getattr(record, name) if may_be_kept(one)])
    record.actions = [one for one in record.actions if may_be_kept(f"{one['text']} {one.get('owner', '')}")]
    record.quotes = [one for one in record.quotes if may_be_kept(f"{one['text']} {one.get('said_by', '')}")]
    for name in TEXTS:
        if not may_be_kept(getattr(record, name)):
            setattr(record, name, "")
    return before - _passages(record)


def _passages(record: Record) -> int:
    listed = sum(len(getattr(record, name)) for name in (*LISTS, "actions", "quotes"))
    return listed + sum(bool(getattr(record, name)) for name in TEXTS)
