"""Showing the facilitator what people take away: all together, once, when it can change no more."""

from datetime import timedelta

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards import takeaways as cards
from activities.cafe.takeaways import yours
from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.turn import Turn, spelled
from storage import actions, cafes, outbox, people, takeaways
from storage.tables import Cafe, Person

A_WEEK = timedelta(days=7)


def show_due(turn: Turn, due: Due) -> None:
    """The working day after."""
    show_takeaways(turn, the_cafe(turn, due.subject))


def show_takeaways(turn: Turn, cafe: Cafe) -> Card:
    """Unseal them, tell whoever runs it, and see to it that who asked for it is reminded. Raises `MovedOn`.

    What people were told that they had said stays in their own chats; here its rows go, which would say whose it was.
    """
    CAFE.step(cafe, "show")
    turn.cancel_wake("show", cafe.id)
    guests = cafes.ever_guests(turn.here, cafe.id)
    to_remind = takeaways.show(turn.session, cafe, guests, cards.FEWEST_SHOWN, turn.random)
    for one in to_remind:  # all at once and alike, so that no order, day or moment says who said what
        actions.remind(turn.here, one, turn.today + A_WEEK, turn.now)
    outbox.forget_told(turn.here, turn.activity, f"{spelled(yours(cafe))}:")
    turn.erases = True
    for person in turn.who_runs(cafe):
        turn.tell(person, together(turn, cafe, person), ("takeaways", cafe.id))
    return together(turn, cafe, turn.by)


def together(turn: Turn, cafe: Cafe, reader: Person | None) -> Card:
    """What has been shown. What is for the facilitator only was said to whoever ran the café, and to nobody after."""
    said = takeaways.shown(turn.session, cafe)
    authors = people.several(turn.here, [one.person_id for one in said if one.person_id])
    joined = cafes.count_guests(turn.here, cafe.id)
    return cards.together(cafe, said, {person.id: person.name for person in authors}, joined, _is_for(cafe, reader))


def _is_for(cafe: Cafe, reader: Person | None) -> bool:
    return reader is not None and reader.facilitates and reader.id == cafe.facilitator_id
