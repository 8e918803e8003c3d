"""What the library is about."""

from collections.abc import Mapping

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.runs import words
from activities.kit.wording import and_more, count
from activities.library.wanted import Wanted

MOST = 24
"""How many topics are shown, each a button."""


def topics(counts: Mapping[str, int]) -> Card:
    """Every topic with how many records it has, the largest first; each leads to them."""
    if not counts:
        return say("Nothing in the library that you can see has a topic yet. /library new files something.")
    largest = sorted(counts, key=lambda topic: (-counts[topic], topic.casefold()))
    parts: list[Part] = [
        Heading("Topics"),
        Paragraph(words("What has been learned about. Press one to see its records.")),
        *(Buttons((_leads_to(topic, counts[topic]),)) for topic in largest[:MOST]),
    ]
    if len(largest) > MOST:
        parts.append(Small(words(f"{and_more(len(largest) - MOST)}. /library search finds them too.")))
    return Card("Topics of the library", tuple(parts))


def _leads_to(topic: str, number: int) -> Button:
    return Button(f"{topic}: {count(number, 'record')}", "library.page", Wanted(topic=topic).packed())
