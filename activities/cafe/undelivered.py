"""What follows when a message did not arrive for certain: nobody is left standing while the others sit down."""

from activities.cafe.announcement import ANNOUNCING
from activities.cafe.cafe import the_cafe
from activities.cafe.cards import rota as cards
from activities.cafe.seating import round_key, tables_of
from activities.kit.cards import Card
from activities.kit.events import Pressed, Undelivered
from activities.kit.lost import Loss, by_word, missed, to
from activities.kit.phases import MovedOn
from activities.kit.subjects import PLACE, about, subject
from activities.kit.turn import Turn
from storage import people
from storage.tables import Cafe, Person

ROUND_KEY = subject(str, int, int, str)
"""The key of what people are told for a round: in which café, at which step, and who."""


def not_seated(turn: Turn, lost: Undelivered) -> None:
    """Somebody may not know their table: while that round goes on, whoever runs the café can show them to it.

    One message for each round, told anew with everybody whom it becomes true of.
    """
    if not is_still_on(turn, lost.key):
        return
    cafe = the_cafe(turn, about(lost.key))
    _loss_of(cafe).tell(turn, turn.who_runs(cafe), cards.not_seated(cafe, _tables_lost(turn, cafe)))


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """Tell those their table once more who may not know it. Raises `MovedOn` once that round is over."""
    wanted, step = PLACE.read(pressed.subject)
    cafe = the_cafe(turn, wanted)
    if not _goes_on(cafe, step):
        raise MovedOn
    told = [(to(round_key(cafe), person.id), card) for person, card in tables_of(turn, cafe)]
    return _loss_of(cafe).send_again(turn, told, cards.tables_again(cafe, _tables_lost(turn, cafe)))


def is_still_on(turn: Turn, key: str) -> bool:
    """Whether the round goes on to which a message that was held up would send somebody."""
    _, wanted, step, _ = ROUND_KEY.read(key)
    return _goes_on(the_cafe(turn, wanted), step)


undelivered = by_word(
    {
        "announcement": ANNOUNCING.not_announced,
        "round": not_seated,
    }
)
"""Nothing follows where people can see the same on their home page."""


def _goes_on(cafe: Cafe, step: int) -> bool:
    return cafe.phase == "waiting_for_next_round" and step == cafe.step


def _tables_lost(turn: Turn, cafe: Cafe) -> list[tuple[int, list[Person]]]:
    """Those who may not know that they sit at a table, by table."""
    key = round_key(cafe)
    return [
        (number, missed(turn, key, people.several(turn.here, table)))
        for number, table in enumerate(cafe.plan[cafe.step - 1], start=1)
    ]


def _loss_of(cafe: Cafe) -> Loss:
    return Loss(cards.TABLES_AGAIN, cafe.id, ("not_seated", cafe.id, cafe.step))
