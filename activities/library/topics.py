"""`/library topics`: what the library is about."""

from activities.kit.cards import Card
from activities.kit.events import Command, Pressed
from activities.kit.turn import Turn
from activities.library.cards import topics as cards
from activities.library.reading import reader
from storage import catalogue


def show_topics(turn: Turn, event: Command | Pressed) -> Card:
    """Each topic of what this person may read."""
    return cards.topics(catalogue.topics(turn.session, reader(turn)))
