"""Joining a café and leaving it, before it starts and while it is under way."""

from activities.cafe.announcement import ANNOUNCING
from activities.cafe.cafe import CAFE, RUNNING, UNDER_WAY, the_cafe
from activities.cafe.cards import joining as cards
from activities.cafe.facilitating import tell_clock
from activities.kit.cards import Card
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe, CafeGuest, Person


def join(turn: Turn, cafe: Cafe) -> Card:
    """Take a place. Who comes while it is under way is seated from the next round on."""
    CAFE.step(cafe, "join")
    known = cafes.guest(turn.here, cafe.id, turn.person.id)
    if known is not None and known.state == "in":
        return cards.in_already(cafe, turn.zone)
    place = known or CafeGuest(organisation_id=turn.org, cafe_id=cafe.id, person_id=turn.person.id)
    place.state = "in"
    turn.session.add(place)
    _others_are_there(turn, cafe)
    turn.tell(turn.person, cards.joined(cafe, turn.zone), ("place", cafe.id))
    if cafe.phase == "waiting_to_start":
        turn.send_file("calendar", cafe.id, cards.calendar(cafe), ("calendar", cafe.id))
    return cards.joined(cafe, turn.zone)


def leave(turn: Turn, cafe: Cafe) -> Card:
    """Leave: nobody is seated with you from the next round on."""
    _let_go(turn, cafe, turn.person)
    turn.tell(turn.person, cards.left(cafe), ("place", cafe.id))
    return cards.left(cafe)


def is_in(turn: Turn, person: Person) -> bool:
    """Whether they are in a café that has yet to end."""
    return bool(cafes.joined_by(turn.here, person.id, RUNNING))


def away_or_back(turn: Turn, person: Person) -> None:
    """Somebody cannot be reached for now, or can again: the rounds to come are planned for who is there."""
    for found in cafes.joined_by(turn.here, person.id, CAFE.where("leave")):
        _others_are_there(turn, the_cafe(turn, found.id))


def on_leaver(turn: Turn, person: Person) -> None:
    """Somebody has left the organisation, and so every café."""
    for found in cafes.joined_by(turn.here, person.id, CAFE.where("leave")):
        _let_go(turn, the_cafe(turn, found.id), person)


def _let_go(turn: Turn, cafe: Cafe, person: Person) -> None:
    CAFE.step(cafe, "leave")
    place = cafes.guest(turn.here, cafe.id, person.id)
    if place is not None and place.state == "in":
        place.state = "left"
        _others_are_there(turn, cafe)


def _others_are_there(turn: Turn, cafe: Cafe) -> None:
    """The rounds to come no longer fit who is there; they are planned anew when the next begins, or before."""
    cafe.revision += 1
    turn.session.flush()
    ANNOUNCING.announce(turn, cafe)
    if cafe.phase in UNDER_WAY:
        turn.soon("seat", cafe.id)
        tell_clock(turn, cafe)
