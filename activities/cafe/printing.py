"""The whole rota for the facilitator: as a card, and as a page to print for a room."""

from collections.abc import Mapping

from activities.cafe.cafe import FEWEST, RUNNING, the_cafe
from activities.cafe.cards import facilitating as clock_cards
from activities.cafe.cards import rota as cards
from activities.kit.cards import Card
from activities.kit.documents import Document
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from storage import cafes, people
from storage.tables import Cafe, Person


def show(turn: Turn, pressed: Pressed) -> Card:
    """“Who sits where”: planned now, where the last plan does not fit those who are there.

    It comes as messages of its own, and the answer is the clock again, which the facilitator needs where it stands.
    """
    cafe = the_cafe(turn, pressed.subject)
    if cafe.phase not in RUNNING:
        raise MovedOn
    joined = cafes.count_guests(turn.here, cafe.id)
    clock = clock_cards.clock(cafe, joined, turn.zone)
    if cafe.planned_for != cafe.revision:
        if joined < FEWEST:
            return clock.led_by(cards.NOBODY_YET)
        turn.soon("seat", cafe.id)
        return clock.led_by(cards.BEING_PLANNED)
    turn.tell(turn.person, cards.everybody(cafe, _names(turn, cafe)), ("seats", cafe.id, pressed.key))
    turn.send_file("rota", cafe.id, cards.page_is_coming(cafe), ("rota", cafe.id, pressed.key))
    return clock.led_by(cards.BELOW)


def page(turn: Turn, subject: str) -> Document:
    """The page. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    cafe = the_cafe(turn, subject)
    return Document("who-sits-where.html", cafe.question, cards.page(cafe, _names(turn, cafe), turn.zone).encode())


def _names(turn: Turn, cafe: Cafe) -> Mapping[int, Person]:
    seated = {one for tables in cafe.plan for table in tables for one in table}
    return {person.id: person for person in people.several(turn.here, seated)}
