"""What waits until a facilitator has read it, and for how long: they are reminded, and what nobody reads goes.

What nobody reads within `GOES_AFTER` goes; whoever wrote it is told four weeks before.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.events import Due
from activities.kit.turn import Turn
from activities.library.cards import unread as cards
from activities.library.unread import READING, author_of, warned_of
from activities.library.unread_uses import by_whom, goes_no_more, kept_as, may_read
from activities.library.withdrawing import Withdrawing
from storage import uses, waiting
from storage.tables import Record, Use

WARNS_AFTER, GOES_AFTER = timedelta(weeks=8), timedelta(weeks=12)
"""How long something waits before its author is told that it will go, and before it goes."""


@dataclass(frozen=True)
class WaitingLong:
    """Looks after what waits. `withdrawing` takes a record out, with all that was told of it."""

    withdrawing: Withdrawing

    def look(self, turn: Turn, due: Due) -> None:
        """Each week, and after an import: remind facilitators of what waits, and let go of what has waited too long."""
        for record in waiting.records(turn.here, (waiting.FOR_READING, waiting.FOR_CHANGES)):
            self._grow_old(turn, record, record.waits_since or turn.today)
        for use in waiting.uses(turn.here):
            _grow_old(turn, use)
        for_reading = waiting.records(turn.here)
        said = waiting.uses(turn.here)
        if for_reading or said:
            for person in turn.facilitators():
                card = cards.remind(len(for_reading) + len(said), for_reading[:1], said[:1])
                turn.tell(person, card, ("unread_week", turn.today.isoformat()))
        if for_reading or said or waiting.records(turn.here, (waiting.FOR_CHANGES,)):
            waiting.look_next_week(turn.session, turn.organisation, turn.now)

    def _grow_old(self, turn: Turn, record: Record, since: date) -> None:
        author = author_of(turn, record)
        if turn.today >= since + GOES_AFTER:
            title = record.title
            self.withdrawing.take_out(turn, record)
            if author is not None:
                turn.tell(author, cards.has_gone(title), ("unread_gone", record.id))
        elif turn.today >= since + WARNS_AFTER and author is not None:
            card = cards.will_go(record, since + GOES_AFTER)
            turn.tell(author, card, warned_of(record))


def _grow_old(turn: Turn, use: Use) -> None:
    since, author = use.waits_since or turn.today, by_whom(turn, use)
    if turn.today >= since + GOES_AFTER:  # that it was used still counts
        uses.say_nothing(turn.session, [use])
        goes_no_more(turn, use)
        READING.step(use, "release")
        use.waits_since = None
        turn.erases = True
        turn.tell_anew(cards.settled(), ("unread_use", use.id))
        if author is not None:
            turn.tell(author, cards.use_has_gone(may_read(turn, use, author)), ("use_gone", use.id))
    elif turn.today >= since + WARNS_AFTER and author is not None:
        turn.tell(author, cards.use_will_go(may_read(turn, use, author), since + GOES_AFTER), kept_as(use))
