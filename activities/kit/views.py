"""What people see, in nobody's markup: a card, a form, what is wrong with one, or a file.

All are plain values. Each platform has one pure function that turns a card or a form into its own format; what a
platform lacks fails in mypy, not in a ward.

Files are made when they are sent: what waits in the outbox is only the recipe.
"""

from dataclasses import dataclass

from activities.kit.cards import Card
from activities.kit.forms import FieldErrors, Form

Answer = Card | Form | FieldErrors | None
"""What a turn shows at once to the person who caused it; `None` when nothing need be shown."""


def mentioned_in(answer: Answer) -> set[int]:
    """Return the ids of everybody whom an answer mentions."""
    match answer:
        case Card() as card:
            return card.people()
        case Form(intro=intro):
            return Card("", intro).people()
        case _:
            return set()


@dataclass(frozen=True)
class Document:
    """A file, as its recipient will find it. `alt`: of a picture, what it shows, for those who do not see it."""

    name: str
    title: str
    content: bytes
    alt: str = ""
