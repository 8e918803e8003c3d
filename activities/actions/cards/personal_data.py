"""What is kept of somebody's actions, in the file that they can ask for."""

from activities.actions.cards.own import WHERE
from activities.kit.personal_data import PersonalData
from activities.kit.wording import day
from storage.tables import Action

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


def mine(action: Action) -> PersonalData:
    """One of theirs."""
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


def looked_after(action: Action) -> PersonalData:
    """One that they look after."""
    return PersonalData(
        f"Action that you look after: {action.text}",
        (("from", action.title), ("due", _day(action))),
        "Type /actions list and press “Give it to somebody else”, “Find somebody” or “Close it”, while it is open.",
    )


def _day(action: Action) -> str:
    return f"{day(action.due)} {action.due.year}"
