"""How long actions are kept: some time after they ended, or until a facilitator releases them.

What came from one review or café is put on hold together, because that is what is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.actions.action import action_looked_after
from activities.kit.cards import Button, Card, say
from activities.kit.events import Command, Pressed
from activities.kit.retention import Retention
from activities.kit.turn import Turn
from storage import actions
from storage.tables import Action

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who was to do what after it, and what came of it"


# ---- what happens ---------------------------------------------------------------------------------------------------


ACTIONS_A_TURN = 20
"""How many go in one turn."""

MOST_SOURCES = 10
"""As many of the newest reviews and cafés can be chosen in one card."""


@dataclass
class Together:
    """The actions that came from one thing, locked. Known by the id of the first of them."""

    actions: Sequence[Action]

    @property
    def id(self) -> int:
        """The id of the first of them, by which all are known."""
        return self.actions[0].id

    @property
    def title(self) -> str:
        """The title of what they came from."""
        return self.actions[0].title

    @property
    def on_hold(self) -> bool:
        """Whether any of them is on hold; setting it sets all."""
        return any(action.on_hold for action in self.actions)

    @on_hold.setter
    def on_hold(self, on_hold: bool) -> None:
        for action in self.actions:
            action.on_hold = on_hold

    @property
    def ended_on(self) -> date:
        """When the last of them ended, or was due."""
        return max(action.ended_on or action.due for action in self.actions)


def together(turn: Turn, subject: str) -> Together:
    """Return everything that came from the same as this action, locked. Raises `MovedOn`."""
    source = action_looked_after(turn, subject).came_from
    return Together(actions.from_source(turn.here, source, locked=True))


KEEPING = Retention[Together]("actions", together, lambda _turn, them: them.ended_on, WHAT_GOES)


def ask(turn: Turn, command: Command) -> Card:
    """Answer `/actions hold`: ask which of the newest it is about."""
    newest = actions.latest_sources(turn.here, MOST_SOURCES)
    return which_card([actions.from_source(turn.here, source)[0] for source in newest])


def show(turn: Turn, pressed: Pressed) -> Card:
    """Show until when the actions from one review or café are kept."""
    return KEEPING.card(turn, together(turn, pressed.subject))


def expire(turn: Turn, before: date) -> None:
    """Delete what ended before a day, and what was due before it and never ended. Records keep it in their words."""
    for action in actions.ended_before(turn.here, before, ACTIONS_A_TURN):
        actions.delete(turn.session, action)
        turn.erases, turn.goes_on_after = True, turn.begins_after


# ---- what people see ------------------------------------------------------------------------------------------------


def which_card(firsts: Sequence[Action]) -> Card:
    """Build the card on which a facilitator chooses which actions to keep longer.

    The first action of each review or café stands for all that came from it.
    """
    if not firsts:
        return say("There are no actions that could be put on hold.")
    return say(
        "Which actions is it about?",
        buttons=[Button(action.title, "actions.hold", str(action.id)) for action in firsts],
    )
