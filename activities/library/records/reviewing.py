"""Looking at records again: whoever looks after one is asked on its review date, and says what follows."""

from collections.abc import Sequence
from datetime import timedelta

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import number, subject
from activities.kit.turn import Key, Turn
from activities.kit.wording import count, dated
from activities.library.labels import SURE, open_record_button
from activities.library.reading import the_record
from activities.library.records.using import looked_after_by
from storage import records
from storage.tables import Record

DATED = subject(int, str)
"""Which record, and the date that had come: `17:2027-03-01`."""

MOST_AT_HOME = 3

HOLDS_FOR = timedelta(days=365)
"""After “still right”, when it is asked about again."""


def ask_about(turn: Turn, due: Due) -> None:
    """Ask about a record on its review date.

    What nobody looks after any more stands on the home pages of facilitators.
    """
    record = records.locked(turn.here, number(due.subject))
    if record is None or not records.is_overdue(record, turn.today):
        raise MovedOn
    for person in looked_after_by(turn, record):
        turn.tell(person, is_due_card(record), review_key(record))


def still_right(turn: Turn, pressed: Pressed) -> Card:
    """Set another date, after “Still right”.

    The subject is the record's id and the date that had come, `17:2027-03-01`.
    """
    wanted, due = DATED.read(pressed.subject)
    record = the_record(turn, wanted)
    if not may_say_so(turn, record) or record.review_on is None or str(record.review_on) != due:
        raise MovedOn
    turn.audited = not looks_after(turn, record)  # what facilitators do to the records of others
    asked = review_key(record)
    records.change(turn.session, record, turn.person.id, turn.now, {"review_on": turn.today + HOLDS_FOR})
    turn.tell_anew(looked_at_card(record), asked)
    return looked_at_card(record)


def review_key(record: Record) -> Key:
    """Make the key under which a record is asked about, once for each date."""
    return ("review", record.id, str(record.review_on))


def may_say_so(turn: Turn, record: Record) -> bool:
    """Say whether this person looks after the record, or facilitates."""
    return turn.person.facilitates or looks_after(turn, record)


def looks_after(turn: Turn, record: Record) -> bool:
    """Say whether this person filed the record, or is whom it names as its contact."""
    return turn.person.id in (record.filed_by_id, record.contact_id)


# ---- what people see ------------------------------------------------------------------------------------------------


def is_due_card(record: Record) -> Card:
    """Build the card for whoever looks after a record, on its review date."""
    return Card(
        f"Does “{record.title}” still hold?",
        (
            Paragraph(words("Does ", Bold(record.title), " still hold? Its review date has come.")),
            Buttons((_still_right_button(record), *_others_buttons(record))),
        ),
    )


def looked_at_card(record: Record) -> Card:
    """Build the card for whoever said that a record still holds, in place of the question."""
    then = dated(record.review_on) if record.review_on else ""
    return say("Thank you. ", Bold(record.title), f" still holds, and I’ll ask again on {then}.")


MINE, NOBODYS = "Do these still hold?", "Overdue for review, and nobody looks after them"


def to_review_parts(due: Sequence[Record], whole: int, heading: str) -> tuple[Part, ...]:
    """Build a home page's part: what is overdue for review, the oldest first, of so many in all."""
    parts: list[Part] = [Heading(heading)] if due else []
    for record in due:
        since = f", since {dated(record.review_on)}" if record.review_on else ""
        parts.append(Paragraph(words(Bold(record.title), since)))
        parts.append(Buttons((_still_right_button(record), open_record_button(record))))
    if whole > len(due):
        parts.append(Small(words(f"And {count(whole - len(due), 'other')}.")))
    return tuple(parts)


def _still_right_button(record: Record) -> Button:
    return Button("Still right", "library.still_right", DATED.spell(record.id, str(record.review_on)), style="primary")


def _others_buttons(record: Record) -> tuple[Button, ...]:
    subject = str(record.id)
    return (
        open_record_button(record),
        Button("Edit", "library.edit", subject),
        Button("Withdraw", "library.withdraw", subject, style="danger", confirm=SURE),
    )
