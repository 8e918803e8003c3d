"""August: doctors in training leave and as many come, in one night, and everything of theirs is handed on at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from activities.kit.events import Kind
from bot.register.staff_keeping import keep_staff
from bot.settings.members import members
from storage import actions
from storage.database import Database
from storage.tables import AccountRow, Action, Message, Person, Signup
from tests.actions.opening import DUE
from tests.review.looking_back import starts
from tests.test_complete_list import row
from tests.town import THE_BEGINNING, Town, Townsperson

STAYS = 4
"""Of those on the list, so many who are no doctors in training, the last of them."""


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    """A town in which the staff list says who belongs, and Lee facilitates by an address of the trust's."""
    lived_in = Town(tmp_path, database, members=members("staff-list; addresses:@always.example"))
    lived_in.lee.profile = replace(lived_in.lee.profile, email="lee@always.example")
    lived_in.front.hears_of(lived_in.lee.profile)
    yield lived_in
    lived_in.close()


def comes(town: Town, number: int) -> Townsperson:
    somebody = Townsperson(town, f"U8{number:04}", f"Person {number}")
    somebody.profile = replace(somebody.profile, email=f"p{number}@example.nhs.uk")
    town.front.hears_of(somebody.profile)
    return somebody


def joins(town: Town, somebody: Townsperson) -> None:
    somebody.types("/coffee join")
    somebody.fills("coffee.signup", sites=("Northgate",), job_title="Doctor")


def has_to_do_something(town: Town, somebody: Townsperson) -> None:
    """A review that Lee looks after has opened an action for them."""
    with town.turn() as turn:
        user = col(AccountRow.user)
        owner, lee = (
            turn.session.exec(select(AccountRow.person_id).where(user == one.profile.account.user)).one()
            for one in (somebody, town.lee)
        )
        actions.open_action(
            turn.here,
            came_from="review:7",
            title="After-action review: Winter",
            text=f"See to {somebody.name}’s list",
            owner=owner,
            due=DUE,
            asked_by=lee,
            now=turn.now,
        )


def told_to(town: Town, users: set[str], after: int) -> list[str]:
    """The keys of messages put into the outbox after a moment that are for any of these."""
    with town.database.reading() as session:
        theirs = set(session.exec(select(AccountRow.person_id).where(col(AccountRow.user).in_(users))).all())
        later = session.exec(select(Message).where(Message.id > after)).all()
        return [message.key for message in later if theirs & set(message.people)]


@pytest.mark.parametrize("number", [24, pytest.param(400, marks=pytest.mark.slow)])
def test_august(town: Town, number: int) -> None:
    doctors = range(number)
    others = range(number, number + STAYS)
    keep_staff(town.engine, [row(one) for one in (*doctors, *others)])
    them, stays = [comes(town, one) for one in doctors], [comes(town, one) for one in others]
    trial = town.trial(approve="automatic")
    for somebody in (*them, *stays):
        joins(town, somebody)
    town.comes_to(trial.signups_close)
    town.comes_to(THE_BEGINNING.date() + timedelta(days=8))
    for somebody in them[: number // 4]:
        has_to_do_something(town, somebody)
    starts(town, [*them[:8], *stays], title="The winter")
    before = newest_message(town)
    gone = {one.profile.account.user for one in them}

    newcomers = range(number + STAYS, 2 * number + STAYS)
    done = keep_staff(town.engine, [row(one) for one in (*others, *newcomers)], is_whole=True)
    town.settle()
    assert done.new == number
    town.lee.is_told("people are members no more, by the staff list", times=1)
    them[0].types("/coffee status")
    them[0].is_answered("Knowhow is for members")
    town.lee.presses("They have left")
    town.has_waited()

    town.lee.is_told(f"{number} people have left, and I have let go of them")
    town.lee.is_told(f"{number // 4} under /actions list")
    assert len([key for key in told_to(town, {town.lee.profile.account.user}, before) if key.startswith(ASKS)]) == 0
    assert told_to(town, gone, before) == []
    with town.database.reading() as session:
        owners = session.exec(select(Action.owner_id)).all()
        places = session.exec(select(Signup.state, Person.kind).join(Person)).all()
        assert set(owners) == {None}
        assert {kind for state, kind in places if state == "in"} == {Kind.MEMBER}
    town.lee.types("/actions list")
    town.lee.is_answered("See to Person")
    comes(town, newcomers[0]).types("/coffee help")


ASKS = ("whose", "orphan", "away")
"""How messages begin that ask facilitators about one thing, or one person."""


def newest_message(town: Town) -> int:
    with town.database.reading() as session:
        return max(session.exec(select(Message.id)).all())
