"""How long a café is kept: some time after it was to start, or until a facilitator releases it."""

from datetime import date, datetime, time

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards import retention as cards
from activities.cafe.choosing import AboutOneCafe
from activities.kit.retention import WARNS_BEFORE, KeepingUntilFiled
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe

KEEPING = KeepingUntilFiled[Cafe](
    "cafe",
    the_cafe,
    ended_on=lambda turn, cafe: cafe.starts_at.astimezone(turn.zone).date(),
    what_goes=cards.WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=cards.goes_unfiled,
)

ask = AboutOneCafe("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""


def expire(turn: Turn, before: date) -> None:
    """Delete every café that was to start before a day, with everybody in it."""
    warned_before = datetime.combine(before + WARNS_BEFORE, time(), turn.zone)
    KEEPING.expire(turn, cafes.over_before(turn.here, warned_before), before)
