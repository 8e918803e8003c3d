"""The announcement: one message in the channel, told again with everybody who joins and whenever the café moves on."""

from activities.cafe.cafe import UNDER_WAY, the_cafe
from activities.cafe.cards import announcement as cards
from activities.kit.announcing import Announcing
from activities.kit.cards import Card
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe


def _card(turn: Turn, cafe: Cafe) -> Card:
    return cards.announcement(cafe, cafes.count_guests(turn.here, cafe.id), turn.zone)


ANNOUNCING = Announcing[Cafe]("cafe", Cafe, the_cafe, _card, ("waiting_to_start", *UNDER_WAY))
