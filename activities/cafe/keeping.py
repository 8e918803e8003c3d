"""How long a café is kept: some time after it was to start, or until a facilitator releases it."""

from datetime import date, datetime, time

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards.held import WHAT_GOES
from activities.cafe.choosing import AboutOneCafe
from activities.kit.keeping import Keeping
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe

KEEPING = Keeping[Cafe]("cafe", the_cafe, lambda cafe: cafe.starts_at.date(), WHAT_GOES)

ask = AboutOneCafe("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""


def expire(turn: Turn, before: date) -> None:
    """Delete every café that was to start before a day, with everybody in it. What was filed stays in the library."""
    for cafe in cafes.over_before(turn.session, turn.org, datetime.combine(before, time(), turn.zone)):
        turn.session.delete(cafe)
        turn.erases = True
