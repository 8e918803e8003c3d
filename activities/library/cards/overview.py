"""Where to begin, and what is said where there is nothing to show."""

from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, say
from activities.kit.runs import Bold, words
from activities.library.cards.topics import see_topics
from activities.library.wanted import Wanted


def search_hint() -> tuple[Part, ...]:
    """On everybody's home page."""
    return (
        Paragraph(words(Bold("The library"), " has what colleagues have learned: before you start, look there.")),
        Buttons(tuple(_ways_in())),
    )


def start() -> Card:
    """Where nothing else is to be shown."""
    return say("The library has what colleagues have learned. Type /library search and some words.", buttons=_ways_in())


def not_there() -> Card:
    """For a record that is not there, or not for this reader; which of the two is not said."""
    return say("There is no such record that you can see. It may have been withdrawn.", buttons=_ways_in())


def _ways_in() -> list[Button]:
    return [
        Button("Search the library", "library.narrow_down", Wanted().packed(), style="primary"),
        see_topics(),
    ]
