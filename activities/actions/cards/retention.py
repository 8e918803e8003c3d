"""Which actions are to be put on hold, and what goes when they have been kept long enough."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, say
from storage.tables import Action

WHAT_GOES = "who was to do what after it, and what came of it"


def which(firsts: Sequence[Action]) -> Card:
    """The first action of each review or café stands for all that came from it."""
    if not firsts:
        return say("There are no actions that could be put on hold.")
    return say(
        "Which actions is it about?",
        buttons=[Button(action.title, "actions.hold", str(action.id)) for action in firsts],
    )
