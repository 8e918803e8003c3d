"""What waits until a facilitator has read it, and for how long: they are reminded, and what nobody reads goes.

What nobody reads within `GOES_AFTER` goes; whoever wrote it is told four weeks before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.cards import Button, Card, say
from activities.kit.events import Due
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.wording import count, dated
from activities.library.labels import open_record_button
from activities.library.records import unread
from activities.library.records.unread import READING, author_of, read_record_button, read_use_button, titled, warned_of
from activities.library.records.unread_uses import by_whom, goes_no_more, kept_as, may_read
from activities.library.records.withdrawing import Withdrawing
from storage import uses, waiting
from storage.tables import Record, Use

WARNS_AFTER, GOES_AFTER = timedelta(weeks=8), timedelta(weeks=12)
"""How long something waits before its author is told that it will go, and before it goes."""


@dataclass(frozen=True)
class WaitingLong:
    """Looks after what waits. `withdrawing` takes a record out, with all that was told of it."""

    withdrawing: Withdrawing

    def look(self, turn: Turn, due: Due) -> None:
        """Remind facilitators of what waits, and let go of what has waited too long: each week, and after an import."""
        for record in waiting.records(turn.here, (waiting.FOR_READING, waiting.FOR_CHANGES)):
            self._grow_old(turn, record, record.waits_since or turn.today)
        for use in waiting.uses(turn.here):
            _grow_old(turn, use)
        for_reading = waiting.records(turn.here)
        said = waiting.uses(turn.here)
        if for_reading or said:
            for person in turn.facilitators():
                card = remind_card(len(for_reading) + len(said), for_reading[:1], said[:1])
                turn.tell(person, card, ("unread_week", turn.today.isoformat()))
        if for_reading or said or waiting.records(turn.here, (waiting.FOR_CHANGES,)):
            waiting.look_next_week(turn.session, turn.organisation, turn.now)

    def _grow_old(self, turn: Turn, record: Record, since: date) -> None:
        author = author_of(turn, record)
        if turn.today >= since + GOES_AFTER:
            title = record.title
            self.withdrawing.take_out(turn, record)
            if author is not None:
                turn.tell(author, has_gone_card(title), ("unread_gone", record.id))
        elif turn.today >= since + WARNS_AFTER and author is not None:
            card = will_go_card(record, since + GOES_AFTER)
            turn.tell(author, card, warned_of(record))


def _grow_old(turn: Turn, use: Use) -> None:
    since, author = use.waits_since or turn.today, by_whom(turn, use)
    if turn.today >= since + GOES_AFTER:  # that it was used still counts
        uses.say_nothing([use])
        goes_no_more(turn, use)
        READING.step(use, "release")
        use.waits_since = None
        turn.erases = True
        turn.tell_anew(unread.settled_card(), ("unread_use", use.id))
        if author is not None:
            turn.tell(author, use_has_gone_card(may_read(turn, use, author)), ("use_gone", use.id))
    elif turn.today >= since + WARNS_AFTER and author is not None:
        turn.tell(author, use_will_go_card(may_read(turn, use, author), since + GOES_AFTER), kept_as(use))


# ---- what people see ------------------------------------------------------------------------------------------------


def remind_card(number: int, records: Sequence[Record], uses: Sequence[Use]) -> Card:
    """Build the card for facilitators, each week while something waits.

    `records` and `uses`: the first of what waits.
    """
    first = read_record_button(records[0], "Read the first") if records else read_use_button(uses[0], "Read the first")
    return say(
        f"{count(number, 'text waits', 'texts wait')} until a facilitator has read it, because something in it could "
        "identify a patient. Nobody else sees it. Imported records may be among them.",
        buttons=[first],
    )


def will_go_card(record: Record, on: date) -> Card:
    """Build the card for a record's author, four weeks before it goes."""
    return say(
        Bold(record.title),
        f" still waits to be read or changed, and nobody else sees it. On {dated(on)} it goes by itself. You can "
        "change it, or ask a facilitator: /knowhow facilitators says who they are.",
        buttons=[Button("Edit", "library.edit", str(record.id), style="primary"), open_record_button(record)],
    )


def has_gone_card(title: str) -> Card:
    """Build the card for a record's author, when it has gone."""
    return say(Bold(title), " has gone: it had waited twelve weeks to be read or changed. You can file it anew.")


def use_will_go_card(record: Record | None, on: date) -> Card:
    """Build the card for whoever said it, four weeks before.

    `record`: what it was said of, if they may still read it.
    """
    return say(
        *titled(record),
        f" still waits for a facilitator’s reading. On {dated(on)} your words go by themselves; that it was used still "
        "counts. You can ask a facilitator: /knowhow facilitators says who they are.",
        buttons=[open_record_button(record)] if record else [],
    )


def use_has_gone_card(record: Record | None) -> Card:
    """Build the card for whoever said it, when their words have gone."""
    return say(*titled(record), " has gone: it had waited twelve weeks to be read. That it was used still counts.")
