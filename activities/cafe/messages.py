"""Which café a message is about, and what follows when one does not arrive."""

from collections.abc import Collection, Mapping, Sequence

from activities.cafe.cafe import KNOWLEDGE_CAFES, the_cafe
from activities.cafe.printing import by_table
from activities.cafe.seating import round_key, tables_of
from activities.kit.cards import Buttons, Card, Paragraph
from activities.kit.events import Pressed, Undelivered
from activities.kit.lost import Loss, Titled, button, by_word, id_in, missed, to
from activities.kit.phases import MovedOn
from activities.kit.prompts import is_of_a_prompt
from activities.kit.runs import words
from activities.kit.subjects import PLACE, about, subject
from activities.kit.turn import Turn
from storage import people
from storage.tables import Cafe, Person


def titles(turn: Turn, keys: Collection[str]) -> Mapping[str, Titled]:
    """Map keys of messages to the cafés that they are about."""
    named = KNOWLEDGE_CAFES.titles(turn)
    return {key: named[id_in(key)] for key in keys if id_in(key) in named and not is_of_a_prompt(key)}


ROUND_KEY = subject(str, int, int, str)
"""The key of what people are told for a round: in which café, at which step, and who."""


def not_seated(turn: Turn, lost: Undelivered) -> None:
    """Tell whoever runs a café, while that round goes on, who may not know their table.

    One message for each round, told anew with everybody whom it becomes true of.
    """
    if not is_still_on(turn, lost.key):
        return
    cafe = the_cafe(turn, about(lost.key))
    _loss_of(cafe).tell(turn, turn.who_runs(cafe), not_seated_card(cafe, _tables_lost(turn, cafe)))


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """Tell those their table once more who may not know it. Raises `MovedOn` once that round is over."""
    wanted, step = PLACE.read(pressed.subject)
    cafe = the_cafe(turn, wanted)
    if not _goes_on(cafe, step):
        raise MovedOn
    told = [(to(round_key(cafe), person.id), card) for person, card in tables_of(turn, cafe)]
    return _loss_of(cafe).send_again(turn, told, tables_again_card(cafe, _tables_lost(turn, cafe)))


def is_still_on(turn: Turn, key: str) -> bool:
    """Say whether the round goes on to which a message that was held up would send somebody."""
    _, wanted, step, _ = ROUND_KEY.read(key)
    return _goes_on(the_cafe(turn, wanted), step)


undelivered = by_word({"round": not_seated})
"""Nothing follows where people can see the same on their home page."""


def _goes_on(cafe: Cafe, step: int) -> bool:
    return cafe.phase == "waiting_for_next_round" and step == cafe.step


def _tables_lost(turn: Turn, cafe: Cafe) -> list[tuple[int, list[Person]]]:
    """Return those who may not know that they sit at a table, by table."""
    key = round_key(cafe)
    return [
        (number, missed(turn, key, people.several(turn.here, table)))
        for number, table in enumerate(cafe.plan[cafe.step - 1], start=1)
    ]


def _loss_of(cafe: Cafe) -> Loss:
    return Loss(TABLES_AGAIN, cafe.id, ("not_seated", cafe.id, cafe.step))


# ---- what people see ------------------------------------------------------------------------------------------------

TABLES_AGAIN = "cafe.tables_again"


def not_seated_card(cafe: Cafe, tables: Sequence[tuple[int, Sequence[Person]]]) -> Card:
    """Build the card for the facilitator that says who may not have heard where they sit, by table."""
    text = f"Round {cafe.step}: I can’t be sure that my message reached these people. Please show them to their table."
    again = button(TABLES_AGAIN, PLACE.spell(cafe.id, cafe.step))
    return Card(text, (Paragraph(words(text)), by_table(tables), Buttons((again,))))


def tables_again_card(cafe: Cafe, tables: Sequence[tuple[int, Sequence[Person]]]) -> Card:
    """Build the card for the facilitator once people have been told their table again."""
    text = f"Round {cafe.step}: I’m telling these people their table again. If that fails too, I’ll tell you."
    return Card(text, (Paragraph(words(text)), by_table(tables)))
