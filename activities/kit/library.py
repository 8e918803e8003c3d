"""The library, for other activities: what of a record may be kept and shown, and what others have learned before.

By today's rules about patients, for whoever files or shows one: a text was screened when it was written, by the rules
of that day, and what a card makes of several texts never was. Earlier records that look like something are shown where
it helps to know them.
"""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from activities.kit.cards import Bullets, Paragraph, Small
from activities.kit.runs import Bold, Text, words
from activities.kit.screen import may_be_kept
from activities.kit.turn import Turn, mention
from activities.kit.wording import NOT_GUIDANCE, count, day
from storage import record_people, records
from storage.membership import Reader
from storage.records import is_overdue
from storage.search import similar
from storage.tables import Record

LISTS = ("lessons", "topics", "sites")
TEXTS = ("title", "summary", "contact", "attribution")

MOST = 3
LESSONS = 2
"""Shown of each record: the library has the rest."""


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


Earlier = tuple[Paragraph | Bullets | Small, ...]
"""Parts of a card, or of a form's opening; none where no record looks similar."""


def earlier(turn: Turn, text: str) -> Earlier:
    """Show records like `text` that the person of this turn may read, with lessons and whom to ask."""
    return listed(turn, alike(turn, text, Reader(turn.org, turn.person.id)))


def alike(turn: Turn, text: str, reader: Reader) -> list[Record]:
    """Find records like `text`: those of them that this reader may read, as they may be shown."""
    found = (fit_copy(record)[0] for record in similar(turn.session, reader, text, MOST))
    return [record for record in found if record.title]


def listed(turn: Turn, found: Sequence[Record]) -> Earlier:
    """Show these records, with lessons and whom to ask; nothing where there are none."""
    if not found:
        return ()
    says = f"{count(len(found), 'earlier record looks', 'earlier records look')} similar:"
    each = Bullets(tuple(_line(turn, record) for record in found))
    return (Paragraph(words(says.capitalize())), each, Small(words(NOT_GUIDANCE)))


def _line(turn: Turn, record: Record) -> Text:
    happened = day(record.happened_until, turn.today)
    advice = words(*(f" {lesson.rstrip('.')}." for lesson in record.lessons[:LESSONS]))
    overdue = " Overdue for review." if is_overdue(record, turn.today) else ""
    return words(Bold(record.title), f" ({happened}).{overdue}", advice, *_whom_to_ask(turn, record))


def _whom_to_ask(turn: Turn, record: Record) -> Text:
    person = record_people.contact(turn.session, record)
    if person:
        return words(" Ask ", mention(person), ".")
    return words(f" Ask {record.contact}.") if record.contact else ()
