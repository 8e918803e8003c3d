"""Taking out for good: a record, of which only stays that there was one, or one's own words.

Where a name was taken out of a record from outside of chat, what had been told of it follows.
"""

from dataclasses import dataclass

from activities.kit.activity import Activity
from activities.kit.cards import Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Key, Turn, mention
from activities.library.reading import the_record, to_withdraw
from activities.library.records.reviewing import is_due_card, review_key
from activities.library.records.showing import says_words_of, show
from activities.library.records.unread import goes_no_more, settle, settled_card
from activities.library.records.unread_uses import goes_no_more as words_go_no_more
from activities.library.records.unread_uses import told_card
from storage import record_people, records, uses
from storage.tables import Record


@dataclass(frozen=True)
class Withdrawing:
    """Withdraws a record, whose words the `others` may have told to people."""

    others: tuple[Activity, ...]

    def withdraw(self, turn: Turn, pressed: Pressed) -> Card:
        """Withdraw a record. Wherever something was told of it, that now says that there is none."""
        self.take_out(turn, to_withdraw(turn, pressed.subject))
        return withdrawn_card()

    def take_out(self, turn: Turn, record: Record) -> None:
        """Leave nothing of a record, nor of what was told of it."""
        keys, used = _told_of(turn, record), uses.of_record(turn.here, record.id)
        settle(turn, record, settled_card())
        goes_no_more(turn, record)
        for use, _ in used:
            turn.tell_anew(settled_card(), ("unread_use", use.id))
            words_go_no_more(turn, use)
        records.withdraw(turn.session, record, turn.now)
        turn.erases = True
        for key in keys:
            turn.tell_anew(withdrawn_card(), key)
        for other in self.others:
            other.withdrawn(turn.for_activity(other.name), record)


def take_my_words_out(turn: Turn, pressed: Pressed) -> Card:
    """Take out a person's own words: quotes, and what they said of using it.

    Raises `MovedOn` where nothing is theirs.
    """
    record, me = the_record(turn, pressed.subject), turn.person.id
    if not says_words_of(turn, record, me):
        raise MovedOn
    for use in record_people.take_words_out(turn.session, record, me):
        turn.tell_anew(told_card(record, use, mention(turn.person)), ("used", use.id))
    turn.erases = True
    return show(turn, record).led_by(TAKEN_OUT)


def _told_of(turn: Turn, record: Record) -> list[Key]:
    used = uses.of_record(turn.here, record.id)
    return [*(("used", use.id) for use, _ in used), ("public", record.id), review_key(record)]


def words_were_changed(turn: Turn, record: Record) -> None:
    """Change in place what was told of a record in words that it no longer has."""
    for use, by in uses.of_record(turn.here, record.id):
        turn.tell_anew(told_card(record, use, mention(by)), ("used", use.id))
    if record.review_on is not None and record.review_on <= turn.today:
        turn.tell_anew(is_due_card(record), review_key(record))


# ---- what people see ------------------------------------------------------------------------------------------------


TAKEN_OUT = "Done: none of your words stand here any more."


def withdrawn_card() -> Card:
    """Build the card for whoever withdrew a record, and for all who had been told of it, in place of that."""
    return say("That record has been withdrawn. Nothing of what stood in it is kept in the library.")
