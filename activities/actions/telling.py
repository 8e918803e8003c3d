"""Telling an action's owner of it, and of how it stands, in one message; and whoever asked for it how it ended."""

from activities.actions.action import action_key, asker_of, looked_after_by, owner_of
from activities.actions.cards import action as cards
from activities.kit.cards import Card
from activities.kit.turn import Key, Turn, mention
from storage.membership import is_member
from storage.tables import Action


def tell_owner(turn: Turn, action: Action) -> None:
    """Show its owner, if it has one, how it stands now, in place of what stood there before.

    Of their own reminder there may be nothing to replace: then the answer to what they pressed says it.
    """
    owner = owner_of(turn, action)
    if action.own and owner is not None and not turn.has_told(owner, action_key(action)):
        return
    if owner is not None and is_member(owner):
        turn.tell(owner, stands(turn, action), action_key(action))


def stands(turn: Turn, action: Action) -> Card:
    """How it stands, for its owner."""
    return cards.stands(action, looked_after_by(turn, action), turn.today)


def tell_asker(turn: Turn, action: Action) -> None:
    """Tell whoever opened it what came of it. Nobody is told of their own, or of anybody's own reminder."""
    asker, owner = asker_of(turn, action), owner_of(turn, action)
    if owner is not None and is_member(asker) and asker.id != owner.id and not action.own:
        turn.tell(asker, cards.ended(action, mention(owner)), ended_key(action))


def ended_key(action: Action) -> Key:
    """Under what whoever opened it is told that it has ended."""
    return ("ended", action.id)
