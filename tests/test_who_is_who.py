"""Who is who, by staff lists and platforms: namesakes, new addresses, somebody named twice, and whoever comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from activities.kit.table import WrongFile
from bot.register.staff_foreseeing import foresee
from bot.register.staff_keeping import Imported, keep_staff
from bot.register.staff_list import StaffRow, staff_list_in
from storage.database import Database
from storage.tables import AccountRow, Person
from tests.town import Town, Townsperson


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    lived_in = Town(tmp_path, database)
    yield lived_in
    lived_in.close()


def row(number: int, name: str, email: str | None, department: str = "Pharmacy") -> StaffRow:
    said: Mapping[str, object] = {
        "id": f"n{number}",
        "name": name,
        "email": email or "",
        "sites": "Northgate",
        "department": department,
        "role_group": "clinical",
        "job_title": "",
    }
    return StaffRow.model_validate(said)


def brings(town: Town, *rows: StaffRow, is_whole: bool = False) -> Imported:
    foreseen = foresee(town.engine, rows, is_whole, on_purpose=False)
    done = keep_staff(town.engine, rows, is_whole)
    assert (foreseen.new, foreseen.known, foreseen.missing) == (done.new, done.known, done.missing)
    town.settle()
    return done


def called(town: Town, name: str) -> list[Person]:
    with town.database.reading() as session:
        rows = select(Person).where(Person.name == name, col(Person.active)).order_by(col(Person.id))
        return list(session.exec(rows).all())


def joins(town: Town, name: str, email: str) -> Townsperson:
    """Somebody on the platform, with this name and address, who uses the bot."""
    somebody = town.person(name, staff=False)
    somebody.profile = replace(somebody.profile, email=email)
    somebody.types("/knowhow mine")
    return somebody


def meets(town: Town, somebody: Townsperson) -> None:
    with town.turn() as turn:
        turn.meet(somebody.profile)


# ---- two people of one name ------------------------------------------------------------------------------------------


def test_namesakes_are_two_people_each_with_what_is_theirs(town: Town) -> None:
    brings(town, row(1, "Ann Best", "ann.best@trust.example", "Library"), row(2, "Ann Best", "ann.best2@trust.example"))
    for email in ("ann.best@trust.example", "ann.best2@trust.example"):
        joins(town, "Ann Best", email)
    assert [(one.email, one.department) for one in called(town, "Ann Best")] == [
        ("ann.best@trust.example", "Library"),
        ("ann.best2@trust.example", "Pharmacy"),
    ]


def test_a_namesake_without_an_address_is_taken_for_nobody_else(town: Town) -> None:
    joins(town, "Ann Best", "ann.best@trust.example")
    done = brings(town, row(1, "Ann Best", None))
    assert (done.new, len(called(town, "Ann Best"))) == (1, 2)


# ---- an address that changes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", ["Ann.Best@TRUST.example", " ann.best@trust.example "])
def test_an_address_in_another_case_is_the_same(town: Town, later: str) -> None:
    brings(town, row(1, "Ann Best", "ann.best@trust.example"))
    joins(town, "Ann Best", later)
    done = brings(town, row(2, "Ann Best", later))  # with a new number, even
    assert (done.new, done.known, len(called(town, "Ann Best"))) == (0, 1, 1)


@pytest.mark.parametrize("platform_first", [True, False])
@pytest.mark.parametrize(
    ("name", "email"), [("Ann Best", "ann.best@trust.nhs.example"), ("Ann Wed", "ann.wed@nhs.example")]
)
def test_a_new_domain_or_name_is_still_one_person(town: Town, name: str, email: str, platform_first: bool) -> None:
    old, new = row(1, "Ann Best", "ann.best@nhs.example", "Library"), row(1, name, email, "Library")
    brings(town, old)
    ann = joins(town, "Ann Best", "ann.best@nhs.example")
    ann.profile = replace(ann.profile, name=name, email=email)
    if platform_first:
        meets(town, ann)
        brings(town, old)  # which nobody has brought up to date
    brings(town, new)
    meets(town, ann)
    (one,) = called(town, name)
    assert (one.email, one.staff_id, one.department) == (email, "n1", "Library")
    assert name == "Ann Best" or called(town, "Ann Best") == []


@pytest.mark.parametrize("is_whole", [True, False])
def test_whoever_comes_with_a_new_address_before_the_list_has_it_is_one_in_the_end(town: Town, is_whole: bool) -> None:
    brings(town, row(1, "Ann Best", "ann.best@nhs.example", "Library"), row(2, "Bo Best", None))
    joins(town, "Ann Best", "ann.best@trust.example")
    assert len(called(town, "Ann Best")) == 2  # nothing says yet that they are one
    done = brings(
        town, row(1, "Ann Best", "ann.best@trust.example", "Library"), row(2, "Bo Best", None), is_whole=is_whole
    )
    assert not (done.missing and done.missing.gone)
    town.has_waited()
    (one,) = called(town, "Ann Best")
    assert (one.email, one.staff_id, one.department) == ("ann.best@trust.example", "n1", "Library")


def test_numbers_that_pass_on_lose_nobody(town: Town) -> None:
    brings(town, row(1, "Ann Best", "ann@trust.example"), row(2, "Bo Best", "bo@trust.example"))
    brings(town, row(2, "Ann Best", "ann@trust.example"), row(1, "Bo Best", "bo@trust.example"), is_whole=True)
    assert [(*called(town, name),)[0].staff_id for name in ("Ann Best", "Bo Best")] == ["n2", "n1"]


def test_an_address_that_was_somebodys_who_has_left_is_its_new_owners(town: Town) -> None:
    before = joins(town, "Ann Best", "a.best@trust.example")
    before.leaves_the_hospital()
    brings(town, row(7, "Alan Best", "a.best@trust.example"))
    joins(town, "Alan Best", "a.best@trust.example")
    (alan,) = called(town, "Alan Best")
    assert (alan.email, alan.staff_id) == ("a.best@trust.example", "n7")
    assert called(town, "Ann Best") == []


# ---- somebody twice in the list --------------------------------------------------------------------------------------

NAMES = "Employee Number,Full Name,Email,Location,Department,Staff Group,Position Title"


def test_somebody_twice_in_a_list_is_one_by_number_and_refused_by_address_alone(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    first = "1,Ann Best,ann@trust.example,Northgate,Library,Students,Midwife"
    file.write_text(f"{NAMES}\n{first}\n{first.replace('Northgate', 'Southfield')}\n{first}\n")
    brings(town, *staff_list_in(file).rows)
    (one,) = called(town, "Ann Best")
    assert one.sites == ["Northgate", "Southfield"]
    file.write_text(f"{NAMES}\n{first}\n{first.replace('1,', '2,', 1)}\n")
    with pytest.raises(WrongFile) as wrong:
        staff_list_in(file)
    assert wrong.value.problems == ["list.csv, line 3, column email: this is the same as on line 2"]


# ---- whoever comes back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_listed", [True, False])
def test_an_account_that_comes_back_after_more_than_a_year_is_a_members_again(town: Town, is_listed: bool) -> None:
    ann = joins(town, "Ann Best", "ann@trust.example")
    if is_listed:
        brings(town, row(1, "Ann Best", "ann@trust.example", "Library"))
    ann.types("/coffee status")
    ann.leaves_the_hospital()
    town.passes(timedelta(days=400))
    ann.is_switched_on()
    ann.types("/coffee status")
    ann.is_answered("You are in no coffee trial")
    brings(town, row(1, "Ann Best", "ann@trust.example", "Library"))
    meets(town, ann)
    (one,) = called(town, "Ann Best")
    assert (one.staff_id, one.department, one.email) == ("n1", "Library", "ann@trust.example")
    with town.database.reading() as session:
        accounts = session.exec(select(AccountRow).where(AccountRow.user == ann.profile.account.user)).all()
        assert [account.person_id for account in accounts] == [one.id]


def test_whoever_is_listed_again_after_a_year_is_on_it_once(town: Town) -> None:
    both = row(1, "Ann Best", "ann@trust.example"), row(2, "Bo Best", "bo@trust.example")
    brings(town, *both)
    brings(town, both[1], is_whole=True)
    town.has_waited()
    assert called(town, "Ann Best") == []
    town.passes(timedelta(days=366))
    brings(town, *both, is_whole=True)
    ann = joins(town, "BEST, Ann (NORTHGATE TRUST)", "Ann@trust.example")
    (one,) = called(town, "Ann Best")
    assert (one.staff_id, one.email) == ("n1", "ann@trust.example")
    ann.types("/coffee status")
    ann.is_answered("You are in no coffee trial")
