"""What others have learned before: earlier records that look like something, shown where it helps to know them."""

from collections.abc import Sequence

from activities.kit.cards import Bullets, Paragraph, Small
from activities.kit.fit_to_keep import fit_copy
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import NOT_GUIDANCE, count, day
from storage import record_people
from storage.readers import Reader
from storage.records import is_overdue
from storage.search import similar
from storage.tables import Record

MOST = 3
LESSONS = 2
"""Shown of each record: the library has the rest."""


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
