"""How long a café is kept: some time after it was to start, or until a facilitator releases it."""

from datetime import date, datetime, time

from activities.cafe.cafe import CAFE, KNOWLEDGE_CAFES
from activities.cafe.planning.choosing import about_one
from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.wording import day
from storage import cafes
from storage.tables import Cafe

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who joined, who sat with whom and what they take away"


def goes_unfiled_card(cafe: Cafe, goes_on: date) -> Card:
    """Build the card for whoever runs a café that nobody has filed, before it goes."""
    return say(
        Bold(cafe.question),
        f" – this café will be deleted on {day(goes_on)}, and nobody has filed it yet. Please file it, so that what "
        "came of it is not lost.",
        buttons=[Button("File it in the library", "cafe.file", str(cafe.id), "primary")],
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = KNOWLEDGE_CAFES.keeping(
    ended_on=lambda turn, cafe: cafe.starts_at.astimezone(turn.zone).date(),
    ended_before=lambda turn, day: cafes.over_before(turn.here, datetime.combine(day, time(), turn.zone)),
    what_goes=WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=goes_unfiled_card,
)

ask = about_one("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""
