"""How somebody lives with the library: for whatever goes through a whole life."""

from collections.abc import Sequence

from activities.kit.events import People, Value
from tests.library.shelf import files
from tests.lives import NAME, WRITTEN, Life
from tests.town import Town, Townsperson

FIRST, SECOND, REUSED = "Crates by colour", "Crates by number", "Marmalade fixed our bleeps"
SOUGHT = "Nightingales on the roof"


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They file, edit, and say what they reused."""
    files(somebody, title=FIRST)
    somebody.presses("Edit")
    somebody.fills("library.record", title=SECOND)
    somebody.types(f"/library show {files(others[0], title='Bleeps at night')}")
    somebody.presses("I used this")
    somebody.fills("library.used", used_in="Theatres", came_of_it=REUSED)


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They ask for a document about something that they word, and let the public read a record."""
    files(others[0], title=SOUGHT)
    somebody.types("/library pull")
    somebody.fills("library.pull", about=SOUGHT)
    somebody.types(f"/library show {SOUGHT}")
    somebody.presses("Make public")


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They took part in what another files, are to do something after it, and whom to ask; and are written of."""
    took_part, action = People((somebody.profile,)), f"Order two low beds; {NAME}; 30/11/2026"
    said: dict[str, Value] = {
        "lessons": WRITTEN,
        "actions": action,
        "took_part": took_part,
        "contact": somebody.profile.email,
    }
    files(others[0], title="Falls on ward 9", **said)
    files(others[0], title="Falls on ward 8", lessons="Put the low bed by the door.", contact=NAME)


LIFE = Life("library", (FIRST, SECOND, REUSED), takes_part, facilitates, is_named)
