"""Reminding an action's owner: a week before it is due, and on the day."""

from datetime import date

from activities.actions.action import looked_after_by, owner_of, the_action
from activities.actions.cards import action as cards
from activities.kit.events import Due
from activities.kit.subjects import subject
from activities.kit.turn import Turn
from storage.tables import Action, Person

REMINDER = subject(str, int, date, str, str, int)
"""The key of one: whose action, when it was due, which reminder, and to whom."""


def remind(turn: Turn, due: Due) -> None:
    """A week is left, or the day has come."""
    action = the_action(turn, due.subject)
    owner = owner_of(turn, action)
    if owner is not None and _is_due(turn, action, due.what):
        _tell(turn, action, owner, due.what)


def renew(turn: Turn, key: str) -> bool:
    """Bring a reminder that was held up to date; false where it reminds whom it is for of nothing any more."""
    _, wanted, day, what, _, person = REMINDER.read(key)
    action = the_action(turn, wanted)
    owner = owner_of(turn, action)
    if owner is None or owner.id != person or action.due != day or not _is_due(turn, action, what):
        return False
    _tell(turn, action, owner, what)
    return True


def _is_due(turn: Turn, action: Action, what: str) -> bool:
    """Whether it waits to be done; of a week to go nothing is said once the day itself has come."""
    return action.phase == "waiting_to_be_done" and (what != "remind_week" or turn.today < action.due)


def _tell(turn: Turn, action: Action, owner: Person, what: str) -> None:
    card = cards.reminder(action, looked_after_by(turn, action), turn.today)
    turn.tell(owner, card, ("reminder", action.id, action.due.isoformat(), what))
