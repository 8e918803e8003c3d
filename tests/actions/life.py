"""How somebody lives with actions: for whatever goes through a whole life."""

from collections.abc import Sequence
from datetime import date

from activities.kit.events import People
from tests.actions.opening import has_to, is_to_be_reminded
from tests.lives import WRITTEN, Life
from tests.town import Town, Townsperson

OUTCOME, WHY_NOT = "Labels shimmer on every crate", "Pangolins have no crates"


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They do one thing, not another, and are reminded of a third."""
    has_to(town, somebody)
    somebody.presses("Done")
    somebody.fills("actions.done", outcome=OUTCOME)
    has_to(town, somebody, "Count the crates")
    somebody.presses("Not applicable here")
    somebody.fills("actions.not_applicable", outcome=WHY_NOT)
    is_to_be_reminded(town, somebody)


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They find somebody for what nobody has."""
    has_to(town, "the ward manager", "Count the beds")
    somebody.types("/actions list")
    somebody.presses("Find somebody")
    somebody.fills("actions.give", person=People((others[0].profile,)))


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """Something is given to them, and another says of theirs who helped."""
    has_to(town, "the night porter", "Oil the lift", date(2026, 12, 4))
    town.lee.presses("Find somebody", near="Oil the lift")
    town.lee.fills("actions.give", person=People((somebody.profile,)))
    has_to(town, others[1], "Ask the porters")
    others[1].presses("Done", near="Ask the porters")
    others[1].fills("actions.done", outcome=WRITTEN)


LIFE = Life("actions", (OUTCOME, WHY_NOT), takes_part, facilitates, is_named)
