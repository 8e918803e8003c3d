"""A name was taken out of a record from outside of chat: what had been told of it follows."""

from activities.kit.turn import Turn, mention
from activities.library.cards.reviewing import is_due
from activities.library.cards.using import told
from activities.library.reviewing import review_key
from storage import uses
from storage.tables import Record


def words_were_changed(turn: Turn, record: Record) -> None:
    """Change in place what was told of a record in words that it no longer has."""
    for use, by in uses.of_record(turn.here, record.id):
        turn.tell_anew(told(record, use, mention(by)), ("used", use.id))
    if record.review_on is not None and record.review_on <= turn.today:
        turn.tell_anew(is_due(record), review_key(record))
