"""What is kept of somebody's actions and for how long, and forgetting it.

They are kept some time after they ended, or until a facilitator releases them. What came from one review or café is put
on hold together, because that is what is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.actions.action import WHERE, action_looked_after, asker_of, the_action
from activities.actions.owning import on_leaver
from activities.actions.telling import ended_key, tell_asker
from activities.kit.cards import Button, Card, say
from activities.kit.events import Command, Pressed
from activities.kit.personal_data import PersonalData
from activities.kit.retention import Retention
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import actions
from storage.tables import Action, Person

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


def hold(turn: Turn, command: Command) -> Card:
    """Answer `/actions hold`: ask which of the newest it is about."""
    newest = actions.latest_sources(turn.here, MOST_SOURCES)
    return which_card([actions.from_source(turn.here, source)[0] for source in newest])


def show_kept(turn: Turn, pressed: Pressed) -> Card:
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


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return what was ever theirs to do, and what they look after, for their file."""
    me = person.id
    return (
        *map(mine_data, actions.all_of_owner(turn.here, me)),
        *map(looked_after_data, actions.asked_by(turn.here, me)),
    )


def erase(turn: Turn, person: Person) -> None:
    """Find somebody else for what is open, and take out what they said of what has ended. Their own reminders go."""
    on_leaver(turn, person)
    for found in actions.all_of_owner(turn.here, person.id):
        action = the_action(turn, found.id)
        if action.own:
            actions.delete(turn.session, action)
            continue
        action.outcome = ""
        turn.session.flush()
        if turn.has_told(asker_of(turn, action), ended_key(action)):
            tell_asker(turn, action)


# ---- what people see ------------------------------------------------------------------------------------------------

KEEPS = (
    "Actions: what you said you would do, or were asked to do, in a review or after a café, by when, and what you say "
    "came of it; facilitators see it. That you asked to be reminded after a café, and when; nobody else sees that, and "
    "your words stand in your own chat alone."
)
_PHASES = {
    "waiting_for_news": "open",
    "waiting_for_owner": "nobody has it",
    "waiting_to_be_done": "open",
    "done": "done",
    "not_applicable": "not applicable here",
    "closed": "closed",
}


def mine_data(action: Action) -> PersonalData:
    """Describe, for somebody's file, an action of theirs."""
    if action.own:
        return PersonalData(
            "A reminder, of what you wrote after a knowledge café",
            (("due", _day(action)), ("stands", _PHASES[action.phase]), ("seen by", "you alone")),
            f"Type /actions list while it is open. {WHERE.capitalize()}; nothing of it is kept here.",
        )
    return PersonalData(
        f"Action: {action.text}",
        (
            ("from", action.title),
            ("due", _day(action)),
            ("stands", _PHASES[action.phase]),
            ("what you said of it", action.outcome),
            ("seen by", "you and facilitators"),
        ),
        "Type /actions list while it is open, and press “Done”, “Later” or “Not applicable here”. What you said of one "
        "that has ended you put right with “Change what I said” below it.",
    )


def looked_after_data(action: Action) -> PersonalData:
    """Describe, for somebody's file, an action that they look after."""
    return PersonalData(
        f"Action that you look after: {action.text}",
        (("from", action.title), ("due", _day(action))),
        "Type /actions list and press “Give it to somebody else”, “Find somebody” or “Close it”, while it is open.",
    )


def _day(action: Action) -> str:
    return f"{day(action.due)} {action.due.year}"
