"""What is kept of somebody's actions, and forgetting it."""

from activities.actions.action import asker_of, the_action
from activities.actions.cards import personal_data as cards
from activities.actions.owning import on_leaver
from activities.actions.telling import ended_key, tell_asker
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from storage import actions
from storage.tables import Person


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """What was ever theirs to do, and what they look after."""
    me = person.id
    return (
        *map(cards.mine, actions.all_of_owner(turn.here, me)),
        *map(cards.looked_after, actions.asked_by(turn.here, me)),
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
