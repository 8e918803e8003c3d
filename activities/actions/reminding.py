"""Reminding an action's owner: a week before it is due, and on the day."""

from activities.actions.action import looked_after_by, owner_of, the_action
from activities.actions.cards import action as cards
from activities.kit.events import Due
from activities.kit.turn import Turn
from storage.people import sure


def remind_week(turn: Turn, due: Due) -> None:
    """There is a week left. Nothing is said where the bot was away so long that the day itself has come."""
    _remind(turn, due, unless_due=True)


def remind_day(turn: Turn, due: Due) -> None:
    """The day has come."""
    _remind(turn, due, unless_due=False)


def _remind(turn: Turn, due: Due, unless_due: bool) -> None:
    action = the_action(turn, due.subject)
    owner = owner_of(turn, action)
    if action.phase != "waiting_to_be_done" or owner is None or (unless_due and turn.today >= action.due):
        return
    card = cards.reminder(action, looked_after_by(turn, action), turn.today)
    turn.tell(owner, card, ("reminder", sure(action.id), action.due.isoformat(), due.what))
