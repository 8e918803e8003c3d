"""How somebody lives in specimen: for whatever goes through a whole life."""

from collections.abc import Sequence
from datetime import timedelta

from tests.front import Page
from tests.lives import WRITTEN, Life
from tests.town import Town, Townsperson

WAITS, FILED = "Narwhals in the linen room", "Ocelots by the lift"


def notes_for_tomorrow(person: Townsperson, text: str) -> None:
    """Somebody notes something, and wants it back a day from now."""
    person.types("/specimen new")
    person.fills("specimen.note", text=text, day=(person.town.now + timedelta(days=1)).date())


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They note two things, and file one of them when it comes back."""
    notes_for_tomorrow(somebody, FILED)
    town.passes(timedelta(days=4))
    somebody.presses("File it", near=FILED)
    notes_for_tomorrow(somebody, WAITS)


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They keep what another noted longer."""
    notes_for_tomorrow(others[0], "Ask the night porter first")
    somebody.types("/specimen hold")
    somebody.presses(somebody.shown.buttons[0].label if isinstance(somebody.shown, Page) else "")
    somebody.presses("Put on hold")


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """Another notes something of them, and files it."""
    notes_for_tomorrow(others[1], WRITTEN)
    town.passes(timedelta(days=4))
    others[1].presses("File it", near=WRITTEN)


LIFE = Life("specimen", (WAITS, FILED), takes_part, facilitates, is_named)
