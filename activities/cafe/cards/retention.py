"""What goes when a café has been kept long enough, and the warning before."""

from datetime import date

from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.wording import day
from storage.tables import Cafe

WHAT_GOES = "who joined, who sat with whom and what they take away"


def goes_unfiled(cafe: Cafe, goes_on: date) -> Card:
    """For whoever runs a café that nobody has filed."""
    return say(
        Bold(cafe.question),
        f" – this café will be deleted on {day(goes_on)}, and nobody has filed it yet. Please file it, so that what "
        "came of it is not lost.",
        buttons=[Button("File it in the library", "cafe.file", str(cafe.id), "primary")],
    )
