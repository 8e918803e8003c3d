"""The bot is killed and started anew between any two steps of somebody's leaving, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.engine.engine import TurnFailed
from storage.database import Database
from storage.tables import Message, Person, Vanishing
from tests.coffee.test_dates import at
from tests.town import Town, Townsperson

AWAY = "can’t be reached at present"
GONE = "can’t take part after all; it isn’t about you"


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    lived_in = Town(tmp_path, database)
    yield lived_in
    lived_in.close()


def starts_anew(town: Town) -> None:
    """Whatever the process knew is gone; what stands in the database goes on."""
    town.moves_to(Database(town.database.engine.url.render_as_string(hide_password=False)))


def test_whoever_is_back_finds_everything_and_later_leaves_once(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    for _ in range(2):
        bo.is_switched_off()
        starts_anew(town)
        bo.is_switched_on()
        starts_anew(town)
    ann.is_told("Bo Northgate could not be reached for a while, and is back")
    bo.is_switched_off()
    starts_anew(town)
    ann.is_told(AWAY)
    town.comes_to(at(10, 9))
    starts_anew(town)
    town.comes_to(at(10, 12))
    ann.is_told(f"Bo Northgate {GONE}", times=1)
    with town.database.reading() as session:
        assert session.exec(select(Person).where(col(Person.leaving_since).is_not(None))).all() == []


def test_nobody_is_let_go_of_before_the_platform_has_said_who_is_there(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    bo.is_switched_off()
    town.engine.listings.is_awaited("slack")
    town.comes_to(at(12, 12))
    ann.is_told(GONE, times=0)
    town.engine.listings.is_complete("slack", at(12, 13))
    town.comes_to(at(12, 14))
    ann.is_told(GONE, times=1)


def test_nobody_is_let_go_of_who_may_have_come_back_unheard_since_everybody_was_listed(town: Town) -> None:
    """They go after the night's listing, and what says that they are back is lost."""
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    town.comes_to(at(10, 3))
    town.engine.listings.is_complete("slack", at(10, 3))
    town.comes_to(at(10, 3, 30))
    bo.is_switched_off()
    town.comes_to(at(10, 12))
    ann.is_told(GONE, times=0)
    assert town.engine.listings.wanted.is_set()
    bo.is_switched_on()  # found by the listing that was asked for
    town.engine.listings.is_complete("slack", at(10, 12))
    town.comes_to(at(10, 16))
    ann.is_told(GONE, times=0)
    ann.is_told("Bo Northgate could not be reached for a while, and is back")


def test_a_question_about_many_is_asked_once_and_kept_until_it_is_answered(town: Town) -> None:
    everybody: list[Townsperson] = town.people(30)
    town.lee.types("/coffee status")
    with town.turn() as turn:
        for person in everybody:
            turn.meet(person.profile)
    for person in everybody[:8]:
        person.is_switched_off()
        starts_anew(town)
        town.passes(timedelta(minutes=5))
    town.lee.is_told("8 of 31 people can’t be reached any more")
    town.comes_to(at(12, 12))
    starts_anew(town)
    town.lee.presses("They have left")
    starts_anew(town)
    town.settle()
    with town.database.reading() as session:
        assert [asked.number for asked in session.exec(select(Vanishing)).all()] == [8]
        assert session.exec(select(Person).where(col(Person.leaving_since).is_not(None))).all() == []


def test_what_fails_in_its_middle_leaves_nothing_and_is_found_by_the_next_listing(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    ann.profile = type(ann.profile)(ann.profile.account, ann.name, ann.profile.email, active=False)
    broken = town.engine.reception.activities[-1]
    failing = type(broken)(**{**vars(broken), "away": _fails})
    object.__setattr__(town.engine.reception, "activities", [*town.engine.reception.activities[:-1], failing])
    with pytest.raises(TurnFailed):
        town.engine.meet(ann.profile)
    with town.database.reading() as session:
        assert ann.row(session).active
        assert not [one for one in session.exec(select(Message)).all() if one.key.startswith("away")]
    starts_anew(town)
    town.front.hears_of(ann.profile)
    town.settle()
    bo.is_told(AWAY)


def _fails(*_: object) -> None:
    raise RuntimeError("killed here")


def test_a_listing_that_began_in_the_very_moment_in_which_somebody_went_says_nothing_of_them(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    town.engine.listings.is_complete("slack", town.now)
    bo.is_switched_off()
    with town.database.reading() as session:
        (since,) = session.exec(select(Person.leaving_since).where(col(Person.leaving_since).is_not(None))).all()
    assert since == town.now
    assert not town.engine.listings.cover(since)
