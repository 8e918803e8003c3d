"""Showing the facilitator what people take away: all together, once, when it can change no more."""

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards import takeaways as cards
from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.turn import Turn
from storage import cafes, people, takeaways
from storage.people import sure
from storage.tables import Cafe


def show_due(turn: Turn, due: Due) -> None:
    """The working day after."""
    show_takeaways(turn, the_cafe(turn, due.subject))


def show_takeaways(turn: Turn, cafe: Cafe) -> Card:
    """Unseal them, and tell whoever runs it. Raises `MovedOn` where that has been done."""
    CAFE.step(cafe, "show")
    turn.let_sleep("show", sure(cafe.id))
    takeaways.show(turn.session, cafe, cards.FEWEST_SHOWN, turn.random)
    turn.session.flush()
    turn.erases = True
    card = together(turn, cafe)
    for person in turn.who_runs(cafe):
        turn.tell(person, card, ("takeaways", sure(cafe.id)))
    return card


def together(turn: Turn, cafe: Cafe) -> Card:
    """What has been shown."""
    said = takeaways.shown(turn.session, cafe)
    authors = people.several(turn.session, turn.org, [one.person_id for one in said if one.person_id])
    joined = cafes.count_guests(turn.session, turn.org, sure(cafe.id))
    return cards.together(cafe, said, {sure(person.id): person.name for person in authors}, joined)
