"""The announcement: one message in the channel, told again with everybody who joins and whenever the café moves on."""

from activities.cafe.cafe import the_cafe
from activities.cafe.cards import announcement as cards
from activities.kit.cards import Card
from activities.kit.events import Pressed, Undelivered, Why
from activities.kit.turn import Key, Turn
from storage import cafes
from storage.people import sure
from storage.tables import Cafe


def announce(turn: Turn, cafe: Cafe) -> None:
    """Tell the channel how the café stands now, in place of what it was told before."""
    turn.announce(cafe.workspace_id, cafe.channel, _card(turn, cafe), _key(cafe))


def not_announced(turn: Turn, lost: Undelivered) -> None:
    """The channel may not have it: the facilitator is told, and can have it sent again."""
    cafe = the_cafe(turn, lost.key.split(":")[1])
    card = cards.not_announced(cafe, lost.why is Why.UNCERTAIN)
    for person in turn.who_runs(cafe):
        turn.tell(person, card, ("not_announced", sure(cafe.id), turn.now.isoformat()))


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """A facilitator has looked, and wants it sent again."""
    cafe = the_cafe(turn, pressed.subject)
    turn.send_again(_card(turn, cafe), _key(cafe))
    return cards.announced_again(cafe)


def _card(turn: Turn, cafe: Cafe) -> Card:
    return cards.announcement(cafe, cafes.count_guests(turn.session, turn.org, sure(cafe.id)), turn.zone)


def _key(cafe: Cafe) -> Key:
    return ("announcement", sure(cafe.id))
