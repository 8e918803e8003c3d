"""What people see, in nobody's markup: a card, a form, or what is wrong with one.

All are plain values. Each platform has one pure function that turns a card or a form into its own format; what a
platform lacks fails in mypy, not in a ward.
"""

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
