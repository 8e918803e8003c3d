"""How somebody lives in knowledge cafés: for whatever goes through a whole life."""

from collections.abc import Sequence
from datetime import datetime

from tests.cafe.round_the_tables import minutes_pass, under_way
from tests.lives import WRITTEN, Life
from tests.town import COFFEE, LONDON, Town, Townsperson

TAKES_AWAY, WILL_DO, QUESTION = "Serendipity needs sofas", "Befriend the switchboard", "Who tuned the bassoon"
A_FEW_DAYS = 4 * 24 * 60


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They sit at tables, and put their name to what they take away."""
    under_way(town, somebody, *others)
    minutes_pass(town, 10)
    _ends(town, town.lee)
    _says(somebody, TAKES_AWAY, WILL_DO)
    minutes_pass(town, A_FEW_DAYS)
    _files(town.lee)


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They ask the question, keep the café and file it."""
    noon = datetime(2026, 11, 20, 12, tzinfo=LONDON)
    somebody.types("/cafe new")
    somebody.fills("cafe.cafe", question=QUESTION, starts_at=noon, channel=COFFEE, place="Seminar room 2")
    for person in others:
        person.types("/cafe join")
    town.comes_to(noon)
    somebody.types("/cafe start")
    minutes_pass(town, 20)
    _ends(town, somebody)
    for person in others[1:]:
        _says(person, "Sofas help.", "")
    minutes_pass(town, A_FEW_DAYS)
    _files(somebody)


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They sit with others, one of whom writes of them."""
    under_way(town, somebody, *others, question="What next?", starts_at=datetime(2026, 12, 4, 12, tzinfo=LONDON))
    town.comes_to(datetime(2026, 12, 4, 12, tzinfo=LONDON))
    town.lee.types("/cafe start")
    minutes_pass(town, 20)
    _ends(town, town.lee)
    _says(others[0], WRITTEN, "")
    minutes_pass(town, A_FEW_DAYS)
    _files(town.lee)


def _ends(town: Town, facilitator: Townsperson) -> None:
    facilitator.types("/cafe close")
    facilitator.presses("Stop")


def _says(person: Townsperson, takes_away: str, will_do: str) -> None:
    person.presses("Say what you take away")
    person.fills("cafe.takeaway", takes_away=takes_away, will_do=will_do, share="by_name")


def _files(facilitator: Townsperson) -> None:
    facilitator.presses("File it in the library")
    facilitator.fills("cafe.record", themes="Sit down before you hand over.")


LIFE = Life("cafe", (TAKES_AWAY, WILL_DO, QUESTION), takes_part, facilitates, is_named)
