"""Somebody cannot be reached any more: they are waited for, and find everything if they are back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from activities.kit.events import Kind
from storage.tables import Act, Person
from tests.coffee.test_dates import at
from tests.town import LONDON, Town, Townsperson

AWAY = "can’t be reached at present"
SOMEBODY = "Somebody who takes part in something here can’t be reached at present"
FRIDAY_EVENING = datetime(2026, 11, 13, 18, 30, tzinfo=LONDON)


@pytest.fixture
def pair(town: Town) -> list[Townsperson]:
    """Two people who have been introduced."""
    two = town.people(2)
    town.introduced(*two)
    return two


def becomes_a_guest_for_now(person: Townsperson) -> None:
    person._becomes(kind=Kind.GUEST)


OFF = [Townsperson.is_switched_off, becomes_a_guest_for_now]


@pytest.mark.quick_through("slack", "teams")
@pytest.mark.parametrize("goes", OFF, ids=["off", "guest"])
def test_an_account_that_is_off_for_five_seconds_ends_nothing_and_is_heard_of_once(
    town: Town, pair: list[Townsperson], goes: Callable[[Townsperson], None]
) -> None:
    ann, bo = pair
    goes(ann)
    bo.is_told(f"Ann Northgate, whom you are to meet in KNOWvember, {AWAY}")
    town.lee.is_told(SOMEBODY)
    town.passes(timedelta(seconds=5))
    ann.is_switched_on()
    bo.is_not_told(AWAY)
    bo.is_told("Ann Northgate could not be reached for a while, and is back. Your meeting in KNOWvember stands.")
    town.lee.is_told("Somebody who could not be reached for a while is back.")
    town.comes_to(at(12, 12))
    bo.is_not_told("can’t take part")
    bo.goes_home()
    bo.is_answered("Ann Northgate")
    ann.is_told("Hello")


def test_who_is_away_longer_has_left_on_the_next_working_morning(town: Town, pair: list[Townsperson]) -> None:
    ann, bo = pair
    ann.is_switched_off()
    town.comes_to(at(10, 8, 59))
    bo.is_not_told("can’t take part after all")
    town.comes_to(at(10, 9))
    bo.is_told("Ann Northgate can’t take part after all; it isn’t about you. I’m looking for somebody new")
    bo.is_not_told(AWAY)
    town.lee.is_told("Somebody who could not be reached has not come back")


def test_a_weekend_without_an_account_changes_nothing(town: Town, pair: list[Townsperson]) -> None:
    ann, bo = pair
    town.comes_to(FRIDAY_EVENING)
    ann.is_switched_off()
    town.comes_to(datetime(2026, 11, 15, 20, tzinfo=LONDON))
    ann.is_switched_on()
    town.comes_to(at(17, 12))
    bo.is_told("Ann Northgate could not be reached for a while, and is back")
    bo.is_not_told("can’t take part")
    ann.presses("We’ve met")
    bo.is_told("You’ve met: lovely!")


def test_why_is_said_to_nobody_and_who_only_to_a_facilitator_who_asks(town: Town, pair: list[Townsperson]) -> None:
    ann, _ = pair
    ann.is_switched_off()
    town.lee.does_not_see("Ann Northgate, whom")
    town.lee.is_told(SOMEBODY)
    town.lee.presses("Show who it is")
    town.lee.is_answered("Ann Northgate can’t be reached at present.")
    with town.database.reading() as session:
        assert [act.what for act in session.exec(select(Act)).all()][-1] == "knowhow.who_is_away"


def test_of_somebody_who_is_in_nothing_nobody_hears(town: Town) -> None:
    (ann,) = town.people(1)
    ann.types("/coffee status")
    town.trial(joined=town.people(2))
    ann.is_switched_off()
    town.lee.is_not_told(SOMEBODY)


def test_whoever_was_away_when_people_were_introduced_still_has_their_place(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.trial(joined=[ann, bo, cat], approve="automatic")
    town.comes_to(at(9, 8, 30))
    ann.is_switched_off()
    town.comes_to(at(9, 9, 30))
    bo.is_told("Hello")
    ann.is_switched_on()
    ann.is_told("While I could not reach you, people were introduced in KNOWvember.")
    bo.types("/coffee leave")
    cat.is_told("Ann Northgate")


def test_a_pair_that_is_sent_while_one_of_them_is_away_hears_so(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.comes_to(at(9, 9))
    ann.is_switched_off()
    town.lee.presses("Send")
    bo.is_told(AWAY)
    ann.is_switched_on()
    bo.is_told("Your meeting in KNOWvember stands.")
    for person in (ann, bo):
        person.is_told("Hello")


def test_a_facilitator_who_is_away_may_do_nothing_at_once_and_facilitates_when_they_are_back(town: Town) -> None:
    max_ = town.person("Max", facilitates=True)
    max_.is_switched_off()
    with town.turn() as turn:
        assert [person.name for person in turn.facilitators()] == ["Lee Librarian"]
    max_.is_switched_on()
    max_.types("/coffee new")
    max_.sheet("trial")


def test_a_facilitator_who_does_not_come_back_facilitates_no_more(town: Town) -> None:
    max_ = town.person("Max", facilitates=True)
    max_.types("/coffee status")
    max_.leaves_the_hospital()
    max_.is_switched_on()
    max_.types("/coffee new")
    max_.is_answered("Only a facilitator can do that")


def test_what_was_missed_while_the_bot_itself_was_away_is_not_taken_for_the_end(
    town: Town, pair: list[Townsperson]
) -> None:
    ann, bo = pair
    ann.is_switched_off()
    town.sleeps_until(at(11, 11))
    bo.is_not_told("can’t take part")
    ann.is_switched_on()
    town.comes_to(at(12, 12))
    bo.is_not_told("can’t take part")


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(days=60)], ids=["back", "on"])
def test_a_clock_that_is_set_ends_nothing_of_somebody_who_is_back_within_the_hour(
    town: Town, pair: list[Townsperson], step: timedelta
) -> None:
    ann, bo = pair
    ann.is_switched_off()
    town.stands_at(town.now + step)
    town.settle()
    town.passes(timedelta(minutes=5))
    ann.is_switched_on()
    bo.is_not_told("can’t take part")
    with town.database.reading() as session:
        assert session.exec(select(Person).where(Person.leaving_since.is_not(None))).all() == []  # type: ignore[union-attr]


def test_nobody_is_let_go_of_while_their_whole_workspace_cannot_be_reached(town: Town, pair: list[Townsperson]) -> None:
    from storage.tables import Workspace

    ann, bo = pair
    ann.is_switched_off()
    with town.database.writing() as session:
        session.exec(select(Workspace)).one().away_since = town.now
    town.comes_to(at(11, 12))
    bo.is_not_told("can’t take part")
    with town.database.writing() as session:
        session.exec(select(Workspace)).one().away_since = None
    town.comes_to(at(11, 14))
    bo.is_told("can’t take part after all; it isn’t about you")
