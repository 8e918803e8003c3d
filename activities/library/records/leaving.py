"""What becomes of the records that somebody filed by hand, once they are forgotten: they are that person's own words.

They go at once. Where others have reused one, it is hidden at once, a facilitator is asked to look, and it goes within
a fortnight whether they do or not: long enough to file, in words of one's own, what others still need of it. What
participants keep among themselves no facilitator sees by that who was not one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.cards import Button, Card, say
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from activities.kit.wording import dated
from activities.library.labels import used
from activities.library.records.editing import BY_HAND
from activities.library.records.showing import let_go_button, show
from activities.library.records.withdrawing import Withdrawing
from storage import record_people, records, uses
from storage.membership import PARTICIPANTS
from storage.search import shelving
from storage.tables import Person, Record
from storage.waiting import GOING

FORTNIGHT = timedelta(days=14)


def filed_by_hand(turn: Turn, person: int) -> list[Record]:
    """Return the records that this person filed through the form, withdrawn ones left out."""
    found = record_people.naming(turn.here, person)
    return [one for one in found if one.filed_by_id == person and one.came_from.startswith(f"{BY_HAND}:")]


def is_reused(turn: Turn, record: Record, author: int) -> bool:
    """Say whether somebody else than its author has said that they used it, so that it cannot go unseen."""
    return any(by.id != author for _, by in uses.of_record(turn.here, record.id))


def reused(turn: Turn) -> tuple[str, ...]:
    """Return the titles of what this person filed by hand and others have reused."""
    me = turn.person.id
    return tuple(record.title for record in filed_by_hand(turn, me) if is_reused(turn, record, me))


@dataclass(frozen=True)
class Leaving:
    """Lets records go with their author. `withdrawing` takes one out, with all that was told of it."""

    withdrawing: Withdrawing

    def begin(self, turn: Turn, found: Sequence[Record], author: int) -> None:
        """Take out what nobody reused; hide the rest, ask facilitators, and come back for it."""
        for record in found:
            if not is_reused(turn, record, author):
                self.withdrawing.take_out(turn, record)
                continue
            record.phase, record.waits_since = GOING, turn.today
            turn.session.flush()
            shelving.index(turn.session, record)  # nobody guesses its words any more
            times = uses.counts(turn.here, [record.id])[record.id]
            for person in _asked(turn, record):
                turn.tell(person, please_look_card(record, times, turn.today + FORTNIGHT), _key(record))
            turn.wake(turn.now + FORTNIGHT, "goes", record.id)

    def read(self, turn: Turn, pressed: Pressed) -> Card:
        """Show a facilitator, after “Read it”, what is hidden as it is. Raises `MovedOn` once it has gone."""
        record = _going(turn, pressed.subject)
        return show(turn, record)

    def let_it_go(self, turn: Turn, pressed: Pressed) -> Card:
        """Delete a hidden record at once, after “Let it go now”."""
        self._go(turn, _going(turn, pressed.subject))
        return gone_card()

    def goes(self, turn: Turn, due: Due) -> None:
        """Delete a hidden record when the fortnight is over, and nobody has."""
        try:
            self._go(turn, _going(turn, due.subject))
        except MovedOn:
            return

    def _go(self, turn: Turn, record: Record) -> None:
        self.withdrawing.take_out(turn, record)
        turn.tell_anew(gone_card(), _key(record))
        turn.cancel_wake("goes", record.id)


def _asked(turn: Turn, record: Record) -> list[Person]:
    """Return the facilitators who look at a hidden record: of those who could read it before."""
    if record.visibility != PARTICIPANTS:
        return turn.facilitators()
    took_part = records.participants(turn.here, record.id)
    return [person for person in turn.facilitators() if person.id in took_part]


def _going(turn: Turn, subject: str) -> Record:
    record = records.locked(turn.here, number(subject))
    if record is None or record.withdrawn_at or record.phase != GOING:
        raise MovedOn
    if turn.by is not None and turn.by not in _asked(turn, record):
        raise MovedOn
    turn.concerns(record.id)
    return record


def _key(record: Record) -> Key:
    return ("goes", record.id)


# ---- what people see ------------------------------------------------------------------------------------------------


def please_look_card(record: Record, times: int, on: date) -> Card:
    """Build the card that asks every facilitator to look. It says no word of the record: those are on their way out."""
    return say(
        f"Whoever filed record {record.id} has asked to be forgotten, and colleagues rely on it: {used(times)}. Nobody "
        f"else sees it any more. On {dated(on)} it goes by itself. If others need what it says, file that in your own "
        "words before: /library new.",
        buttons=[read_button(record), let_go_button(record)],
    )


def read_button(record: Record) -> Button:
    """Build the button that shows a record, hidden as it is."""
    return Button("Read it", "library.read_going", str(record.id), style="primary")


def gone_card() -> Card:
    """Build the card for facilitators in place of the question whether to read a record, once it has gone."""
    return say("That record has gone, with whoever filed it. Nothing of what stood in it is kept.")
