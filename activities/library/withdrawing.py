"""Taking a record out of the library for good: what is left says only that there was one."""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.turn import Key, Turn
from activities.library.cards import withdrawing as cards
from activities.library.reading import to_change
from activities.library.reviewing import review_key
from storage import records, uses
from storage.people import sure
from storage.tables import Record


def withdraw(turn: Turn, pressed: Pressed) -> Card:
    """“Withdraw”. Wherever something was told of the record, it now says that there is none."""
    record = to_change(turn, pressed.subject)
    keys = _told_of(turn, record)
    records.withdraw(turn.session, record, turn.now)
    turn.erases = True
    for key in keys:
        turn.tell_anew(cards.withdrawn(), key)
    return cards.withdrawn()


def _told_of(turn: Turn, record: Record) -> list[Key]:
    used = uses.of_record(turn.session, turn.org, sure(record.id))
    return [*(("used", sure(use.id)) for use, _ in used), ("public", sure(record.id)), review_key(record)]
