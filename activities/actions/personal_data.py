"""What is kept of somebody's actions, and forgetting it."""

from activities.actions.action import asker_of, the_action
from activities.actions.own import WHERE
from activities.actions.owning import on_leaver
from activities.actions.telling import ended_key, tell_asker
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import actions
from storage.tables import Action, Person


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
