"""What follows when a message did not arrive for certain: nobody is left standing while the others sit down."""

from collections.abc import Callable, Mapping

from activities.cafe.announcement import ANNOUNCING
from activities.cafe.cafe import the_cafe
from activities.cafe.cards import rota as cards
from activities.kit.events import Undelivered
from activities.kit.turn import Turn, spelled
from storage import outbox, people
from storage.people import sure
from storage.tables import Cafe

TROUBLED = ("uncertain", "undelivered")


def not_seated(turn: Turn, lost: Undelivered) -> None:
    """Somebody may not know their table: while that round goes on, whoever runs the café can show them to it.

    One message for each round, told anew with everybody whom it becomes true of.
    """
    _, subject, step, *_ = lost.key.split(":")
    cafe = the_cafe(turn, subject)
    if cafe.phase != "waiting_for_next_round" or step != str(cafe.step):
        return
    tables = [
        (number, people.several(turn.session, turn.org, [one for one in table if _may_not_know(turn, cafe, one)]))
        for number, table in enumerate(cafe.plan[cafe.step - 1], start=1)
    ]
    for person in turn.who_runs(cafe):
        turn.tell(person, cards.not_seated(cafe, tables), ("not_seated", sure(cafe.id), cafe.step))


def is_still_on(turn: Turn, key: str) -> bool:
    """Whether the round goes on to which a message that was held up would send somebody."""
    _, subject, step, *_ = key.split(":")
    cafe = the_cafe(turn, subject)
    return cafe.phase == "waiting_for_next_round" and step == str(cafe.step)


FOLLOWS: Mapping[str, Callable[[Turn, Undelivered], None]] = {
    "announcement": ANNOUNCING.not_announced,
    "round": not_seated,
}
"""By the first word of the message's key. Nothing follows where people can see the same on their home page."""


def undelivered(turn: Turn, lost: Undelivered) -> None:
    """Do what the message's subject asks for."""
    about = lost.key.split(":")[0]
    if about in FOLLOWS:
        FOLLOWS[about](turn, lost)


def _may_not_know(turn: Turn, cafe: Cafe, person: int) -> bool:
    key = spelled(("round", sure(cafe.id), cafe.step, "to", person))
    return any(one.state in TROUBLED for one in outbox.parcels_of(turn.session, turn.org, turn.activity, key))
