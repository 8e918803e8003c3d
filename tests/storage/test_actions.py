"""What people said they would do, as it is kept: whose, from what, and who may see it in a list."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from storage import actions, calendar, organisations
from storage.database import Database
from storage.here import Here
from storage.tables import Action, Person
from storage.tables.actions import FIRST_PHASE

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Session:
    return Session(database.engine)


def somebody(session: Session, organisation: int) -> int:
    person = Person(organisation_id=organisation)
    session.add(person)
    session.flush()
    return person.id


def opened(session: Session, organisation: int, text: str, owner: int | str, due: date) -> Action:
    return actions.open_action(
        Here(session, organisation),
        came_from="review:7",
        title="Winter move",
        text=text,
        owner=owner,
        due=due,
        asked_by=somebody(session, organisation),
        now=NOW,
    )


def test_a_new_action_wakes_its_activity_at_once(session: Session) -> None:
    with session:
        here = organisations.new(session, "Europe/London").id
        action = opened(session, here, "Order labels", "the ward manager", date(2026, 12, 1))
        assert (action.owner_id, action.owner_role, action.phase) == (None, "the ward manager", FIRST_PHASE)
        assert calendar.due_of(Here(session, here), "actions", "opened", str(action.id)) == NOW
        actions.delete(session, action)
        assert calendar.due_of(Here(session, here), "actions", "opened", str(action.id)) is None


def test_what_is_due_first_comes_first_and_nobodys_own_reminder_is_shown_to_others(session: Session) -> None:
    with session:
        here = organisations.new(session, "Europe/London").id
        ann = somebody(session, here)
        for text, due in (("second", date(2026, 12, 2)), ("first", date(2026, 12, 1)), ("third", date(2026, 12, 3))):
            opened(session, here, text, ann, due)
        actions.remind(Here(session, here), ann, date(2026, 11, 9), NOW)
        mine = [action.text for action in actions.of_owner(Here(session, here), ann)]
        assert mine == ["", "first", "second", "third"]
        assert [action.text for action in actions.open_page(Here(session, here), skipping=1, most=5)] == [
            "second",
            "third",
        ]
        assert (
            actions.count_open(Here(session, here)),
            actions.count_open(Here(session, here), date(2026, 12, 2)),
        ) == (3, 1)
        assert actions.phases_by_text(Here(session, here), "review:7").keys() == {"first", "second", "third"}


def test_another_organisation_has_nothing_of_it(session: Session) -> None:
    with session:
        here, there = (organisations.new(session, "Europe/London").id for _ in range(2))
        ann = somebody(session, here)
        action = opened(session, here, "Order labels", ann, date(2026, 12, 1))
        assert actions.locked(Here(session, there), action.id) is None
        assert not actions.of_owner(Here(session, there), ann)
        assert not actions.from_source(Here(session, there), "review:7")
        assert not actions.ended_before(Here(session, there), date(2030, 1, 1), 9)
        assert not actions.open_page(Here(session, there), skipping=0, most=5)


def test_what_ended_long_ago_is_old_and_so_is_what_nobody_ever_ended(session: Session) -> None:
    with session:
        here = organisations.new(session, "Europe/London").id
        ended = opened(session, here, "done", "somebody", date(2026, 12, 1))
        ended.phase, ended.ended_on = "done", date(2027, 2, 1)
        opened(session, here, "never done", "somebody", date(2026, 12, 1))
        old = [action.text for action in actions.ended_before(Here(session, here), date(2027, 1, 1), 9)]
        assert old == ["never done"]
        assert len(actions.ended_before(Here(session, here), date(2027, 2, 2), 9)) == 2
