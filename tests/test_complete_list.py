"""A staff list that is said to be complete: whoever it names no more has left; many are asked about first."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.register.staff_foreseeing import foresee, leavers_in_words
from bot.register.staff_keeping import Imported, keep_staff, missing_in_words
from bot.register.staff_list import StaffRow
from storage import organisations, staff_list
from storage.database import Database
from storage.here import Here
from storage.tables import Person
from tests.town import Town, Townsperson

ASKED = "people on the staff list are missing from the new one"


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    lived_in = Town(tmp_path, database)
    yield lived_in
    lived_in.close()


def row(number: int) -> StaffRow:
    return StaffRow(
        id=f"n{number}",
        name=f"Person {number}",
        email=f"p{number}@example.nhs.uk",
        sites="Northgate",
        department="Pharmacy",
        role_group="clinical",
        job_title="",
    )


def brings(town: Town, numbers: Collection[int], on_purpose: bool = False, is_whole: bool = True) -> Imported:
    done = keep_staff(town.engine, [row(number) for number in numbers], is_whole, on_purpose)
    town.settle()
    return done


def named(town: Town) -> set[str]:
    with town.database.reading() as session:
        found = select(Person.name).where(col(Person.staff_id).is_not(None), col(Person.name).startswith("Person"))
        return set(session.exec(found).all())


def names(*numbers: int) -> set[str]:
    return {f"Person {number}" for number in numbers}


@pytest.fixture
def hundred(town: Town) -> Town:
    """A hundred people on the list, and a facilitator who uses the bot."""
    town.lee.types("/coffee status")
    brings(town, range(100))
    return town


def test_a_few_who_are_missing_leave_after_the_wait_and_nothing_is_known_of_them(hundred: Town) -> None:
    done = brings(hundred, range(5, 100))
    assert done.missing is not None
    assert (len(done.missing.gone), done.missing.among, done.missing.asked) == (5, 100, False)
    assert "5 of the 100 people listed before are missing" in missing_in_words(done.missing)
    assert names(1) <= named(hundred)
    hundred.has_waited()
    assert named(hundred) == names(*range(5, 100))
    hundred.lee.is_not_told(ASKED)
    with hundred.database.reading() as session:
        assert session.exec(select(Person).where(Person.email == "p1@example.nhs.uk")).all() == []


def test_a_tenth_that_is_missing_is_asked_about_and_ends_nothing(hundred: Town) -> None:
    done = brings(hundred, range(10, 100))
    assert done.missing is not None
    assert done.missing.asked
    assert "a facilitator is asked in chat" in missing_in_words(done.missing)
    hundred.lee.is_told(f"10 of 100 {ASKED}")
    hundred.passes(timedelta(days=5))
    assert named(hundred) == names(*range(100))
    hundred.lee.presses("They have left")
    assert named(hundred) == names(*range(10, 100))


def test_the_list_of_before_takes_it_back(hundred: Town) -> None:
    brings(hundred, range(10, 100))
    brings(hundred, range(100))
    hundred.lee.is_told("Nobody of the 10 people about whom I asked is away any more")
    hundred.passes(timedelta(days=5))
    assert named(hundred) == names(*range(100))


def test_applied_on_purpose_nobody_is_asked(hundred: Town) -> None:
    done = brings(hundred, range(10, 100), on_purpose=True)
    assert done.missing is not None
    assert not done.missing.asked
    hundred.has_waited()
    hundred.lee.is_not_told(ASKED)
    assert named(hundred) == names(*range(10, 100))


def test_a_list_that_is_not_said_to_be_complete_lets_go_of_nobody(hundred: Town) -> None:
    assert brings(hundred, range(50), is_whole=False).missing is None
    hundred.passes(timedelta(days=5))
    assert named(hundred) == names(*range(100))


@pytest.mark.parametrize("numbers", [range(100), range(3, 103), range(50), range(100, 104)])
@pytest.mark.parametrize("on_purpose", [True, False])
def test_what_is_foreseen_comes_to_pass(hundred: Town, numbers: range, on_purpose: bool) -> None:
    known(hundred, 4)
    rows = [row(number) for number in numbers]
    foreseen = foresee(hundred.engine, rows, is_whole=True, on_purpose=on_purpose)
    done = keep_staff(hundred.engine, rows, is_whole=True, on_purpose=on_purpose)
    assert (foreseen.new, foreseen.known, foreseen.missing) == (done.new, done.known, done.missing)
    assert foreseen.missing
    assert (len(foreseen.gone), len(foreseen.in_use)) == (len(foreseen.missing.gone), len(foreseen.missing.in_use))


def test_who_is_missing_and_stays_is_named_too(town: Town) -> None:
    town.lee.types("/coffee status")
    everybody = known(town, 10)
    rows = whole(town, everybody[:1])
    foreseen = foresee(town.engine, rows, is_whole=True, on_purpose=False)
    assert leavers_in_words(foreseen)[0] == "1 person is missing and stays, since another rule makes them members:"
    assert everybody[0].profile.name in leavers_in_words(foreseen)[1]


def vanish(town: Town, people_: list[Townsperson]) -> None:
    for person in people_:
        person.is_switched_off()
        town.passes(timedelta(minutes=2))


def known(town: Town, number: int) -> list[Townsperson]:
    everybody = town.people(number)
    with town.turn() as turn:
        for person in everybody:
            turn.meet(person.profile)
    return everybody


def whole(town: Town, without: list[Townsperson]) -> list[StaffRow]:
    gone = {person.profile.email for person in without}
    with town.database.reading() as session:
        listed = staff_list.listed(Here(session, organisations.sole(session, "Europe/London").id))
        return [
            StaffRow(
                id=one.staff_id or "",
                name=one.name,
                email=one.email,
                sites=";".join(one.sites),
                department=one.department,
                role_group="clinical",
                job_title=one.job_title,
            )
            for one in listed
            if one.email not in gone
        ]


def test_a_list_without_those_who_vanished_answers_that_they_have_left(town: Town) -> None:
    town.lee.types("/coffee status")
    everybody = known(town, 40)
    vanish(town, everybody[:12])
    town.lee.is_told("12 of 41 people can’t be reached any more")
    keep_staff(town.engine, whole(town, everybody[:12]), is_whole=True, on_purpose=True)
    town.settle()
    town.lee.is_told("Nobody of the 12 people about whom I asked is away any more")
    town.has_waited()
    with town.database.reading() as session:
        assert session.exec(select(Person).where(col(Person.leaving_since).is_not(None))).all() == []


def test_a_list_that_names_those_who_vanished_answers_that_they_have_not(town: Town) -> None:
    town.lee.types("/coffee status")
    everybody = known(town, 40)
    vanish(town, everybody[:12])
    keep_staff(town.engine, whole(town, []), is_whole=True)
    town.settle()
    town.lee.is_told("I wait for 12 people, and nothing of theirs ends")


def test_who_is_missing_and_uses_their_account_stays_a_member(town: Town) -> None:
    town.lee.types("/coffee status")
    everybody = known(town, 10)
    done = keep_staff(town.engine, whole(town, everybody[:1]), is_whole=True)
    assert done.missing is not None
    assert (len(done.missing.gone), len(done.missing.in_use)) == (0, 1)
    town.passes(timedelta(days=5))
    everybody[0].types("/coffee status")
    everybody[0].is_answered("You are in no coffee trial")
