"""How long a café is kept: some time after it was to start, or until a facilitator releases it."""

from datetime import date, datetime, time

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.planning.choosing import AboutOneCafe
from activities.kit.cards import Button, Card, say
from activities.kit.retention import WARNS_BEFORE, KeepingUntilFiled
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import cafes
from storage.tables import Cafe

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who joined, who sat with whom and what they take away"


def goes_unfiled_card(cafe: Cafe, goes_on: date) -> Card:
    """For whoever runs a café that nobody has filed."""
    return say(
        Bold(cafe.question),
        f" – this café will be deleted on {day(goes_on)}, and nobody has filed it yet. Please file it, so that what "
        "came of it is not lost.",
        buttons=[Button("File it in the library", "cafe.file", str(cafe.id), "primary")],
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = KeepingUntilFiled[Cafe](
    "cafe",
    the_cafe,
    ended_on=lambda turn, cafe: cafe.starts_at.astimezone(turn.zone).date(),
    what_goes=WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=goes_unfiled_card,
)

ask = AboutOneCafe("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""


def expire(turn: Turn, before: date) -> None:
    """Delete every café that was to start before a day, with everybody in it."""
    warned_before = datetime.combine(before + WARNS_BEFORE, time(), turn.zone)
    KEEPING.expire(turn, cafes.over_before(turn.here, warned_before), before)
