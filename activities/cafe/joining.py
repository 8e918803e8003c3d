"""Joining a café and leaving it, before it starts and while it is under way."""

from zoneinfo import ZoneInfo

from activities.cafe.cafe import ANNOUNCING, CAFE, RUNNING, UNDER_WAY, the_cafe, where
from activities.cafe.facilitating import tell_clock
from activities.cafe.reminding import leave_button, planned
from activities.kit.cards import Card, say
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe, CafeGuest, Person


def join(turn: Turn, cafe: Cafe) -> Card:
    """Take a place. Who comes while it is under way is seated from the next round on."""
    CAFE.step(cafe, "join")
    known = cafes.guest(turn.here, cafe.id, turn.person.id)
    if known is not None and known.state == "in":
        return in_already_card(cafe, turn.zone)
    place = known or CafeGuest(organisation_id=turn.org, cafe_id=cafe.id, person_id=turn.person.id)
    place.state = "in"
    turn.session.add(place)
    _others_are_there(turn, cafe)
    turn.tell(turn.person, joined_card(cafe, turn.zone), ("place", cafe.id))
    if cafe.phase == "waiting_to_start":
        turn.send_file("calendar", cafe.id, calendar_card(cafe), ("calendar", cafe.id))
    return joined_card(cafe, turn.zone)


def leave(turn: Turn, cafe: Cafe) -> Card:
    """Leave: nobody is seated with you from the next round on."""
    _let_go(turn, cafe, turn.person)
    turn.tell(turn.person, left_card(cafe), ("place", cafe.id))
    return left_card(cafe)


def is_in(turn: Turn, person: Person) -> bool:
    """Say whether somebody is in a café that has yet to end."""
    return bool(cafes.joined_by(turn.here, person.id, RUNNING))


def away_or_back(turn: Turn, person: Person) -> None:
    """Plan the rounds to come for who is there, when somebody cannot be reached for now, or can again."""
    for found in cafes.joined_by(turn.here, person.id, CAFE.where("leave")):
        _others_are_there(turn, the_cafe(turn, found.id))


def on_leaver(turn: Turn, person: Person) -> None:
    """Take somebody who has left the organisation out of every café."""
    for found in cafes.joined_by(turn.here, person.id, CAFE.where("leave")):
        _let_go(turn, the_cafe(turn, found.id), person)


def _let_go(turn: Turn, cafe: Cafe, person: Person) -> None:
    CAFE.step(cafe, "leave")
    place = cafes.guest(turn.here, cafe.id, person.id)
    if place is not None and place.state == "in":
        place.state = "left"
        _others_are_there(turn, cafe)


def _others_are_there(turn: Turn, cafe: Cafe) -> None:
    """Note that the rounds to come no longer fit who is there; they are planned anew by when the next begins."""
    cafe.revision += 1
    turn.session.flush()
    ANNOUNCING.announce(turn, cafe)
    if cafe.phase in UNDER_WAY:
        turn.soon("seat", cafe.id)
        tell_clock(turn, cafe)


# ---- what people see ------------------------------------------------------------------------------------------------


def joined_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card for somebody who has joined; while it is under way they read when there is a seat for them."""
    if cafe.phase == "waiting_to_start":
        return say("You’re in for the knowledge café ", *planned(cafe, zone), buttons=[leave_button(cafe)])
    return say("You’re in: ", *_under_way(cafe), f" {_seated(cafe)}", buttons=[leave_button(cafe)])


def in_already_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card for somebody who joins a café that they are in."""
    if cafe.phase == "waiting_to_start":
        return say("You’re in already for the knowledge café ", *planned(cafe, zone), buttons=[leave_button(cafe)])
    return say("You’re in already: ", *_under_way(cafe), buttons=[leave_button(cafe)])


def left_card(cafe: Cafe) -> Card:
    """Build the card for somebody who has left a café."""
    return say("You’ve left the knowledge café ", Bold(cafe.question), ". Perhaps next time!")


def calendar_card(cafe: Cafe) -> Card:
    """Build the card for somebody who has joined, beside the entry for their calendar."""
    return say(f"For your calendar: {cafe.question}")


def _under_way(cafe: Cafe) -> Text:
    return words("the knowledge café ", Bold(cafe.question), " is under way: ", where(cafe), ".")


def _seated(cafe: Cafe) -> str:
    if cafe.step < cafe.rounds:
        return "You are seated from the next round on; until then listen in."
    then = ", and then come to the circle" if cafe.circle_minutes else ""
    return f"This is the last round, for which everybody is seated: listen in{then}."
