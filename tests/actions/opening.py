"""Actions as a review or a café opens them."""

from datetime import date

from sqlmodel import select

from storage import actions
from storage.tables import Action
from tests.town import Town, Townsperson

FROM = "After-action review: Winter move"
LABELS = "Order labels for the crates"
DUE = date(2026, 11, 27)  # a Friday, nearly four weeks after a town begins


def has_to(town: Town, owner: Townsperson | str, text: str = LABELS, due: date = DUE) -> None:
    """A review that Lee looks after has opened an action for somebody, or for a role in words."""
    with town.turn() as turn:
        actions.open_action(
            turn.here,
            came_from="review:7",
            title=FROM,
            text=text,
            owner=owner if isinstance(owner, str) else turn.meet(owner.profile).id,
            due=due,
            asked_by=turn.meet(town.lee.profile).id,
            now=turn.now,
        )
    town.settle()


def is_to_be_reminded(town: Town, owner: Townsperson, due: date = DUE) -> None:
    """Somebody has asked to be reminded of what they said after a café."""
    with town.turn() as turn:
        actions.remind(turn.here, turn.meet(owner.profile).id, due, turn.now)
    town.settle()


def the_reminder(town: Town) -> Action:
    """The one own reminder there is, as it stands now."""
    with town.database.reading() as session:
        return session.exec(select(Action).where(Action.own)).one()


def the_action(town: Town, text: str = LABELS) -> Action:
    """As it stands now."""
    with town.database.reading() as session:
        return session.exec(select(Action).where(Action.text == text)).one()
