"""Telling an action's owner of it, and of how it stands, in one message; and whoever asked for it how it ended."""

from datetime import date

from activities.actions.action import (
    action_key,
    asker_of,
    ended_card,
    looked_after_by,
    owner_of,
    reminder_card,
    stands_card,
    the_action,
)
from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.subjects import subject
from activities.kit.turn import Key, Turn, mention
from storage.membership import is_member
from storage.tables import Action, Person


def tell_owner(turn: Turn, action: Action) -> None:
    """Show an action's owner, if it has one, how it stands now, in place of what stood there before.

    Of their own reminder there may be nothing to replace: then the answer to what they pressed says it.
    """
    owner = owner_of(turn, action)
    if action.own and owner is not None and not turn.has_told(owner, action_key(action)):
        return
    if owner is not None and is_member(owner):
        turn.tell(owner, stands(turn, action), action_key(action))


def stands(turn: Turn, action: Action) -> Card:
    """Build the card of how an action stands, for its owner."""
    return stands_card(action, looked_after_by(turn, action), turn.today)


def tell_asker(turn: Turn, action: Action) -> None:
    """Tell whoever opened an action what came of it; nobody of their own, or of anybody's own reminder."""
    asker, owner = asker_of(turn, action), owner_of(turn, action)
    if owner is not None and is_member(asker) and asker.id != owner.id and not action.own:
        turn.tell(asker, ended_card(action, mention(owner)), ended_key(action))


def ended_key(action: Action) -> Key:
    """Make the key under which whoever opened an action is told that it has ended."""
    return ("ended", action.id)


REMINDER = subject(str, int, date, str, str, int)
"""The key of one: whose action, when it was due, which reminder, and to whom."""


def remind(turn: Turn, due: Due) -> None:
    """Remind an action's owner that a week is left, or that the day has come."""
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
    """Say whether an action waits to be done; of a week to go nothing is said once the day itself has come."""
    return action.phase == "waiting_to_be_done" and (what != "remind_week" or turn.today < action.due)


def _tell(turn: Turn, action: Action, owner: Person, what: str) -> None:
    card = reminder_card(action, looked_after_by(turn, action), turn.today)
    turn.tell(owner, card, ("reminder", action.id, action.due.isoformat(), what))
