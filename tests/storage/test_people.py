"""Who is who: accounts, e-mail addresses and the staff list come together in one person."""

import pytest
from sqlmodel import Session, select

from storage import joining, organisations, people, staff_list
from storage.database import Database
from storage.here import Here
from storage.tables import Person, Workspace

ROW = {"sites": ["Northgate"], "department": "Pharmacy", "role_group": "clinical", "job_title": "Pharmacist"}


def slack(session: Session, tenant: str = "T1") -> Workspace:
    return people.workspace(session, "slack", tenant, "Europe/London")


def known(session: Session, at: Workspace, user: str, email: str | None = None, name: str = "Ann") -> Person:
    return joining.know(session, at, user, name=name, email=email, kind="member", active=True)[0]


def listed(session: Session, at: Workspace, staff_id: str, email: str = "", name: str = "Listed") -> bool:
    return staff_list.save(Here(session, at.organisation_id), staff_id, {"name": name, "email": email or None, **ROW})


def everybody(session: Session) -> int:
    return len(session.exec(select(Person)).all())


def test_an_account_is_one_person_however_often_it_is_seen(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            known(session, slack(session), "U1", "Ann@Example.org ")
    with database.reading() as session:
        (person,) = session.exec(select(Person)).all()
        assert person.email == "ann@example.org"


def test_somebody_on_the_staff_list_is_recognised_by_address(database: Database) -> None:
    with database.writing() as session:
        at = slack(session)
        listed(session, at, "17", "ann@example.org", "Able, Ann")
        person = known(session, at, "U1", "ANN@example.org", name="Ann Able")
        assert (person.staff_id, person.department, person.name) == ("17", "Pharmacy", "Ann Able")
        assert everybody(session) == 1


def test_an_address_that_becomes_known_later_brings_the_staff_list_along(database: Database) -> None:
    with database.writing() as session:
        at = slack(session)
        person = known(session, at, "U1")
        listed(session, at, "17", "ann@example.org")
        assert known(session, at, "U1", "ann@example.org").id == person.id
        assert (person.staff_id, person.sites, everybody(session)) == ("17", ["Northgate"], 1)


def test_the_same_user_id_elsewhere_is_somebody_else(database: Database) -> None:
    with database.writing() as session:
        here, there = slack(session), slack(session, "T2")
        assert here.organisation_id != there.organisation_id
        ann, other = known(session, here, "U1", "ann@example.org"), known(session, there, "U1", "ann@example.org")
        assert ann.id != other.id
        with pytest.raises(LookupError):
            people.get(Here(session, there.organisation_id), ann.id)
        assert people.several(Here(session, here.organisation_id), [other.id, ann.id]) == [ann]


def test_a_list_does_not_rename_whoever_names_themselves(database: Database) -> None:
    with database.writing() as session:
        at = slack(session)
        person = known(session, at, "U1", "ann@example.org", name="Annie")
        assert listed(session, at, "17", "ann@example.org", "Able, Ann") is False
        assert (person.name, person.staff_id, person.department) == ("Annie", "17", "Pharmacy")


def test_a_list_without_addresses_keeps_those_that_the_platform_verified(database: Database) -> None:
    with database.writing() as session:
        at = slack(session)
        listed(session, at, "17", "ann@example.org")
        person = known(session, at, "U1", "ann@example.org")
        listed(session, at, "17")
        assert person.email == "ann@example.org"


def test_sites_and_departments_are_those_of_the_staff_list(database: Database) -> None:
    with database.writing() as session:
        at = slack(session)
        listed(session, at, "1")
        known(session, at, "U1").department = "Typed by Ann"
        assert staff_list.departments(Here(session, at.organisation_id)) == ["Pharmacy"]
        assert staff_list.sites(Here(session, at.organisation_id)) == ["Northgate"]


def test_an_installation_with_several_organisations_has_no_sole_one(database: Database) -> None:
    with database.writing() as session:
        made = organisations.sole(session, "Europe/London")
        assert organisations.sole(session, "Europe/London").id == made.id
        organisations.new(session, "Europe/London")
        with pytest.raises(organisations.SeveralOrganisations):
            organisations.sole(session, "Europe/London")


def test_a_staff_list_names_its_own_organisations_sites_alone(database: Database) -> None:
    with database.writing() as session:
        here, there = slack(session), slack(session, "T2")
        listed(session, here, "17")
        staff_list.save(Here(session, there.organisation_id), "17", {"name": "Bo", **ROW, "sites": ["Southfield"]})
        assert staff_list.sites(Here(session, here.organisation_id)) == ["Northgate"]
        assert staff_list.sites(Here(session, there.organisation_id)) == ["Southfield"]
