"""How somebody lives with what is kept about them, and facilitates: for whatever goes through a whole life."""

from collections.abc import Sequence
from dataclasses import replace

from activities.kit.events import Kind, People
from tests.lives import Life
from tests.town import Town, Townsperson

JOB = "Perfusionist extraordinaire"


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They ask for everything, put something right, and say how to call them and when they may be written to."""
    somebody.types("/knowhow mine")
    somebody.presses("Put something right")
    somebody.fills("knowhow.details", job_title=JOB)
    somebody.types("/knowhow hours")
    somebody.fills("knowhow.hours", ends="16:30")
    somebody.types("/knowhow name")
    somebody.fills("knowhow.name", name=f"{somebody.profile.name} Perfusia")


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They appoint somebody, and let a guest in who asks them to."""
    somebody.types("/knowhow facilitators")
    somebody.presses("Add somebody")
    somebody.fills("knowhow.appoint", people=People((others[0].profile,)))
    guest = town.person("Gil Guest")
    guest.profile = replace(guest.profile, kind=Kind.GUEST)
    town.front.hears_of(guest.profile)
    guest.types("/knowhow privacy")
    guest.presses("Ask to be let in")
    somebody.presses("Let them in until…")
    somebody.fills("knowhow.let_in")


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """Whoever they appointed hands over to them. What others are called is theirs to say, and not looked at."""
    others[0].types("/knowhow facilitators")
    others[0].presses("Hand over")
    others[0].fills("knowhow.hand_over", people=People((somebody.profile,)))


LIFE = Life("knowhow", (JOB,), takes_part, facilitates, is_named)
