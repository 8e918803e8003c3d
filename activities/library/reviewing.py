"""Looking at records again: whoever looks after one is asked on its review date, and says what follows."""

from datetime import timedelta

from activities.kit.cards import Card
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from activities.library.cards import reviewing as cards
from activities.library.reading import the_record
from activities.library.using import looked_after_by
from storage import records
from storage.tables import Record

HOLDS_FOR = timedelta(days=365)
"""After “still right”, when it is asked about again."""


def ask_about(turn: Turn, due: Due) -> None:
    """The review date has come. What nobody looks after any more stands on the home pages of facilitators."""
    record = records.locked(turn.here, number(due.subject))
    if record is None or not records.is_overdue(record, turn.today):
        raise MovedOn
    for person in looked_after_by(turn, record):
        turn.tell(person, cards.is_due(record), review_key(record))


def still_right(turn: Turn, pressed: Pressed) -> Card:
    """“Still right”. The subject is the record's id and the date that had come, `17:2027-03-01`."""
    wanted, due = cards.DATED.read(pressed.subject)
    record = the_record(turn, wanted)
    if not may_say_so(turn, record) or record.review_on is None or str(record.review_on) != due:
        raise MovedOn
    turn.audited = not looks_after(turn, record)  # what facilitators do to the records of others
    asked = review_key(record)
    records.change(turn.session, record, turn.person.id, turn.now, {"review_on": turn.today + HOLDS_FOR})
    turn.tell_anew(cards.looked_at(record), asked)
    return cards.looked_at(record)


def review_key(record: Record) -> Key:
    """Under what it is asked about, once for each date."""
    return ("review", record.id, str(record.review_on))


def may_say_so(turn: Turn, record: Record) -> bool:
    """Whether this person looks after the record, or facilitates."""
    return turn.person.facilitates or looks_after(turn, record)


def looks_after(turn: Turn, record: Record) -> bool:
    """Whether this person filed the record, or is whom it names as its contact."""
    return turn.person.id in (record.filed_by_id, record.contact_id)
