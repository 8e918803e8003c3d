"""`/library topics`: what the library is about."""

from collections.abc import Mapping

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, say
from activities.kit.events import Command, Pressed
from activities.kit.runs import words
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.kit.wording import count
from activities.library.reading import Wanted, reader
from storage import catalogue

A_PAGE = 24
"""How many topics are shown, each a button."""


def show_topics(turn: Turn, command: Command) -> Card:
    """Show the topics of what this person may read, those with most records first."""
    return _page(turn, 1)


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Show a page of topics, after “More topics”, “Previous topics” and “See the topics”. The subject is a page."""
    return _page(turn, number(pressed.subject))


def _page(turn: Turn, page: int) -> Card:
    return topics_card(catalogue.topics(turn.session, reader(turn)), page)


# ---- what people see ------------------------------------------------------------------------------------------------


def topics_card(counts: Mapping[str, int], page: int) -> Card:
    """Build the card of a page of topics with how many records each has, the largest first; each leads to them.

    A page that is not there any more is the nearest that is.
    """
    if not counts:
        return say("Nothing in the library that you can see has a topic yet. /library new files something.")
    pages = -(-len(counts) // A_PAGE)
    page = min(max(page, 1), pages)
    largest = sorted(counts, key=lambda topic: (-counts[topic], topic.casefold(), topic))
    which = f" Page {page} of {pages}, of {count(len(counts), 'topic')}." if pages > 1 else ""
    turning = _turning_buttons(page, pages)
    return Card(
        f"Topics of the library, page {page} of {pages}",
        (
            Heading("Topics"),
            Paragraph(words(f"What has been learned about. Press one to see its records.{which}")),
            *(
                Buttons((_leads_to_button(topic, counts[topic]),))
                for topic in largest[(page - 1) * A_PAGE : page * A_PAGE]
            ),
            *([Buttons(turning)] if turning else ()),
        ),
    )


def see_topics_button(label: str = "See the topics", page: int = 1) -> Button:
    """Build the button that leads to the topics."""
    return Button(label, "library.topics", str(page))


def _turning_buttons(page: int, pages: int) -> tuple[Button, ...]:
    previous = (see_topics_button("Previous topics", page - 1),) if page > 1 else ()
    more = (see_topics_button("More topics", page + 1),) if page < pages else ()
    return (*previous, *more)


def _leads_to_button(topic: str, number: int) -> Button:
    return Button(f"{topic}: {count(number, 'record')}", "library.page", Wanted(topic=topic).packed())
