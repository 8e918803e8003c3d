"""A record whose author has been forgotten and that others have reused: asking a facilitator, before it goes."""

from datetime import date

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.wording import dated
from activities.library.cards.labels import used
from storage.tables import Record

_SURE = Confirm("Nothing of it is kept, and that it was used goes too. This can’t be undone.", "Let it go")


def please_look(record: Record, times: int, on: date) -> Card:
    """To every facilitator. It says no word of the record: those are on their way out."""
    return say(
        f"Whoever filed record {record.id} has asked to be forgotten, and colleagues rely on it: {used(times)}. Nobody "
        f"else sees it any more. On {dated(on)} it goes by itself. If others need what it says, file that in your own "
        "words before: /library new.",
        buttons=[read_button(record), let_go_button(record)],
    )


def read_button(record: Record) -> Button:
    """Shows it, hidden as it is."""
    return Button("Read it", "library.read_going", str(record.id), style="primary")


def let_go_button(record: Record) -> Button:
    """Does not wait for the day."""
    return Button("Let it go now", "library.let_it_go", str(record.id), style="danger", confirm=_SURE)


def gone() -> Card:
    """In answer, and in place of the question."""
    return say("That record has gone, with whoever filed it. Nothing of what stood in it is kept.")
