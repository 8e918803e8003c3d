"""Where the staff list says who belongs, whoever it names no more is let go, though their account is in use."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from bot.register.staff_keeping import Imported, keep_staff
from bot.settings.members import members
from storage.database import Database
from storage.tables import Person, Signup
from tests.test_complete_list import row
from tests.town import Town, Townsperson

TURNED_AWAY = "Knowhow is for members"
MANY = range(40)
RULE = "staff-list; addresses:@always.example"


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    """Forty people on the list, and Lee, whose address is enough."""
    lived_in = Town(tmp_path, database, members=members(RULE))
    lived_in.lee.profile = replace(lived_in.lee.profile, email="lee@always.example")
    lived_in.front.hears_of(lived_in.lee.profile)
    brings(lived_in, MANY)
    yield lived_in
    lived_in.close()


def brings(town: Town, numbers: Iterable[int], on_purpose: bool = False) -> Imported:
    done = keep_staff(town.engine, [row(number) for number in numbers], True, on_purpose)
    town.settle()
    return done


def listed(town: Town, number: int) -> Townsperson:
    """Somebody of the list, who has come to the bot."""
    somebody = Townsperson(town, f"U9{number:03}", f"Person {number}")
    somebody.profile = replace(somebody.profile, email=f"p{number}@example.nhs.uk")
    town.front.hears_of(somebody.profile)
    return somebody


def joins(town: Town, *somebody: Townsperson) -> None:
    town.trial()
    for one in somebody:
        one.types("/coffee join")
        one.fills("coffee.signup", sites=("Northgate",), job_title="Pharmacist")
        one.is_answered("you’re in")


def in_the_trial(town: Town) -> set[str]:
    with town.database.reading() as session:
        rows = session.exec(select(Person.name).join(Signup).where(Signup.state == "in")).all()
        return set(rows)


def test_whoever_the_list_names_no_more_is_turned_away_at_once_and_let_go_after_the_wait(town: Town) -> None:
    ann, bo = listed(town, 1), listed(town, 2)
    joins(town, ann, bo)
    done = brings(town, [number for number in MANY if number != 1])
    assert done.missing is not None
    assert (len(done.missing.gone), len(done.missing.shut_out), len(done.missing.in_use)) == (1, 1, 0)
    ann.types("/coffee status")
    ann.is_answered(TURNED_AWAY)
    assert in_the_trial(town) == {"Person 1", "Person 2"}
    town.has_waited()
    assert in_the_trial(town) == {"Person 2"}
    bo.types("/coffee status")
    bo.is_answered("KNOWvember")


def test_whoever_is_listed_again_in_time_finds_everything_as_it_was(town: Town) -> None:
    ann = listed(town, 1)
    joins(town, ann)
    brings(town, [number for number in MANY if number != 1])
    brings(town, MANY)
    ann.types("/coffee status")
    ann.is_answered("KNOWvember")
    town.has_waited()
    assert in_the_trial(town) == {"Person 1"}


def test_whoever_another_rule_lets_in_stays(town: Town) -> None:
    ann = listed(town, 1)
    joins(town, ann)
    ann.profile = replace(ann.profile, email="ann@always.example")
    ann.types("/coffee status")
    done = brings(town, [number for number in MANY if number != 1])
    assert done.missing is not None
    assert (len(done.missing.gone), len(done.missing.in_use)) == (0, 1)
    ann.types("/coffee status")
    ann.is_answered("KNOWvember")


def test_many_who_have_used_it_are_asked_about_once_and_nothing_of_theirs_ends(town: Town) -> None:
    them = [listed(town, number) for number in range(12)]
    joins(town, *them)
    done = brings(town, range(12, 40))
    assert done.missing is not None
    assert done.missing.asked
    town.lee.is_told("people are members no more, by the staff list")
    town.lee.is_not_told("Somebody who takes part in something here")
    town.has_waited()
    assert len(in_the_trial(town)) == 12
    town.lee.presses("They have left")
    town.has_waited()
    assert in_the_trial(town) == set()


def test_many_of_whom_it_is_known_are_asked_about_by_nobody(town: Town) -> None:
    joins(town, *[listed(town, number) for number in range(12)])
    brings(town, range(12, 40), on_purpose=True)
    town.lee.is_not_told("people are members no more")
    town.lee.is_not_told("can’t be reached any more")
    town.has_waited()
    assert in_the_trial(town) == set()
