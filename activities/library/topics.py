"""`/library topics`: what the library is about."""

from activities.kit.cards import Card
from activities.kit.events import Command, Pressed
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.library.cards import topics as cards
from activities.library.reading import reader
from storage import catalogue


def show_topics(turn: Turn, command: Command) -> Card:
    """The topics of what this person may read, those with most records first."""
    return _page(turn, 1)


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """“More topics”, “Previous topics” and “See the topics”. The subject is a page."""
    return _page(turn, number(pressed.subject))


def _page(turn: Turn, page: int) -> Card:
    return cards.topics(catalogue.topics(turn.session, reader(turn)), page)
