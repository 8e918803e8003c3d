"""How what a late or repeated event was about stands now, for the person who sent it."""

from activities.kit.cards import Card
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.review import overview

ABOUT_NONE = ("new", "about", "review", "record")
"""What starts a review, and so is about none that there is."""


def current_state(turn: Turn, event: Event) -> Card:
    """Never raises `MovedOn`: where nothing of the kind is left, everything that concerns this person is shown."""
    try:
        match event:
            case Pressed(action=name, subject=subject) | Submitted(form=name, subject=subject):
                return overview.everything(turn) if name in ABOUT_NONE else overview.stands_for(turn, subject)
            case Command():
                return overview.everything(turn)
    except MovedOn:
        return overview.everything(turn)
