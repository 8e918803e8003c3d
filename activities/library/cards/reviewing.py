"""Asking whether a record still holds, when its review date has come."""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.subjects import subject
from activities.kit.wording import count, dated
from activities.library.cards.opening import open_record
from activities.library.cards.withdrawing import SURE
from storage.tables import Record

DATED = subject(int, str)
"""Which record, and the date that had come: `17:2027-03-01`."""

MOST_AT_HOME = 3


def is_due(record: Record) -> Card:
    """To whoever looks after it."""
    return Card(
        f"Does “{record.title}” still hold?",
        (
            Paragraph(words("Does ", Bold(record.title), " still hold? Its review date has come.")),
            Buttons((_still_right(record), *_others(record))),
        ),
    )


def looked_at(record: Record) -> Card:
    """In place of the question."""
    then = dated(record.review_on) if record.review_on else ""
    return say("Thank you. ", Bold(record.title), f" still holds, and I’ll ask again on {then}.")


MINE, NOBODYS = "Do these still hold?", "Overdue for review, and nobody looks after them"


def at_home(due: Sequence[Record], heading: str) -> tuple[Part, ...]:
    """On a home page: what is overdue for review, the oldest first."""
    parts: list[Part] = [Heading(heading)] if due else []
    for record in due[:MOST_AT_HOME]:
        since = f", since {dated(record.review_on)}" if record.review_on else ""
        parts.append(Paragraph(words(Bold(record.title), since)))
        parts.append(Buttons((_still_right(record), open_record(record))))
    if len(due) > MOST_AT_HOME:
        parts.append(Small(words(f"And {count(len(due) - MOST_AT_HOME, 'other')}.")))
    return tuple(parts)


def _still_right(record: Record) -> Button:
    return Button("Still right", "library.still_right", DATED.spell(record.id, str(record.review_on)), style="primary")


def _others(record: Record) -> tuple[Button, ...]:
    subject = str(record.id)
    return (
        open_record(record),
        Button("Edit", "library.edit", subject),
        Button("Withdraw", "library.withdraw", subject, style="danger", confirm=SURE),
    )
