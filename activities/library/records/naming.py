"""A name was taken out of a record from outside of chat: what had been told of it follows."""

from activities.kit.turn import Turn, mention
from activities.library.records.reviewing import is_due_card, review_key
from activities.library.records.unread_uses import told_card
from storage import uses
from storage.tables import Record


def words_were_changed(turn: Turn, record: Record) -> None:
    """Change in place what was told of a record in words that it no longer has."""
    for use, by in uses.of_record(turn.here, record.id):
        turn.tell_anew(told_card(record, use, mention(by)), ("used", use.id))
    if record.review_on is not None and record.review_on <= turn.today:
        turn.tell_anew(is_due_card(record), review_key(record))
