"""What stands on the home page, and how things stand for somebody whose button or form came too late."""

from collections.abc import Sequence

from activities.kit.cards import Buttons, Card, Paragraph, Part, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import head
from activities.kit.turn import Turn
from activities.library.reading import reader, the_record
from activities.library.records import showing
from activities.library.records.reviewing import MINE, MOST_AT_HOME, NOBODYS, to_review_parts
from activities.library.records.showing import show, ways_in
from activities.library.records.unread import unread_parts
from storage import catalogue, waiting
from storage.tables import Record

ABOUT_A_RECORD = frozenset(
    {
        *("show", "use", "edit", "history", "withdraw", "take_back", "still_right"),
        *("make_public", "agree_public", "keep_inside", "used", "record", "read", "release", "send_back"),
    }
)
"""Buttons and forms whose subject begins with a record's id."""


def home(turn: Turn) -> tuple[Part, ...]:
    """Build the home page's part: searching, and what this person looks after and is due for review.

    For facilitators also what nobody looks after.
    """
    me, today = reader(turn), turn.today
    mine = catalogue.overdue_with(turn.session, me, today, MOST_AT_HOME)
    nobodys = (
        catalogue.overdue_with_nobody(turn.session, me, today, MOST_AT_HOME) if turn.person.facilitates else ((), 0)
    )
    to_change = waiting.sent_back_to(turn.here, turn.person.id)
    return (
        *search_hint_parts(),
        *_unread(turn, to_change),
        *to_review_parts(*mine, MINE),
        *to_review_parts(*nobodys, NOBODYS),
    )


def _unread(turn: Turn, to_change: Sequence[Record]) -> tuple[Part, ...]:
    if not turn.person.facilitates:
        return unread_parts(0, (), (), to_change)
    for_reading, said = waiting.records(turn.here), waiting.uses(turn.here)
    return unread_parts(len(for_reading) + len(said), for_reading[:1], said[:1], to_change)


def current_state(turn: Turn, event: Event) -> Card:
    """Show the record it was about, if this person may read it; else how to find one."""
    match event:
        case Pressed(action=name, subject=subject) | Submitted(form=name, subject=subject) if name in ABOUT_A_RECORD:
            try:
                return show(turn, the_record(turn, head(subject.partition(" ")[0])))
            except MovedOn:
                return showing.not_there_card()
        case Command() | Pressed() | Submitted():
            return start_card()


# ---- what people see ------------------------------------------------------------------------------------------------


def search_hint_parts() -> tuple[Part, ...]:
    """Build the part about searching on everybody's home page."""
    return (
        Paragraph(words(Bold("The library"), " has what colleagues have learned: before you start, look there.")),
        Buttons(tuple(ways_in())),
    )


def start_card() -> Card:
    """Build the card for somebody to whom nothing else is to be shown."""
    return say("The library has what colleagues have learned. Type /library search and some words.", buttons=ways_in())
