"""Whoever does not belong: they are turned away without a trace, and may ask to be let in."""

from collections.abc import Iterable

from activities.kit.activity import Activity, FromOutside
from activities.kit.cards import Button, Card
from activities.kit.events import Event, Kind, Pressed
from activities.kit.outsiders import not_let_in, only_members
from activities.kit.turn import Turn
from storage import admissions, people

_MAY_ASK = (Kind.GUEST, Kind.OUTSIDER)
"""Who is in the same workspace or tenant. Nobody of another organisation is heard, and no app."""


def asks_to_be_let_in(turn: Turn, activity: Activity, event: Event) -> bool:
    """Say whether somebody who does not belong does what they may."""
    return isinstance(event, Pressed) and _is_way_in(activity.buttons.get(event.action)) and _may_ask(turn)


def turned_away(turn: Turn, activities: Iterable[Activity]) -> Card:
    """Say that Knowhow is for members, whom to ask, and how to be let in."""
    may_ask = _may_ask(turn)
    ways_in = [(one.name, action) for one in activities for action, does in one.buttons.items() if _is_way_in(does)]
    if may_ask and (said_no := _refusal(turn)):
        return said_no
    buttons = [Button("Ask to be let in", f"{name}.{action}", "me") for name, action in ways_in if may_ask]
    return only_members(turn.policy.contact if may_ask else "", buttons)


def _refusal(turn: Turn) -> Card | None:
    """Give what a facilitator has answered to somebody who asked to be let in, while it may not be asked again."""
    account = people.accounts_in(turn.session, turn.in_workspace, [turn.person.id]).get(turn.person.id)
    asked = admissions.of_account(turn.here, account.id) if account else None
    is_no = asked is not None and asked.phase == admissions.REFUSED
    return not_let_in(turn.policy.contact) if is_no else None


def keep_out_if_new(turn: Turn) -> None:
    """Take somebody back out of the database who has only looked, unless others need to know that they are there.

    So somebody who asked to be forgotten stays so, whatever Slack delivers late and wherever they still look.
    """
    if turn.is_first and not turn.person.facilitates:
        turn.session.rollback()


def _may_ask(turn: Turn) -> bool:
    """Say whether somebody may ask, and there is somebody to ask."""
    return turn.person.kind in _MAY_ASK and turn.person.active and bool(turn.facilitators())


def _is_way_in(does: object) -> bool:
    return isinstance(does, FromOutside)
