"""An upgrade takes the accounts of outsiders from the members to whom they had been joined by an address."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlmodel import Session, select

from storage import joining, likeness, people, schema
from storage.database import Database
from storage.here import Here
from storage.membership import is_member
from storage.tables import Organisation, Person, Workspace
from tests.town import Town
from tests.upgrades.filling import fill

LEE = "u0lee@hospital.example"


OUTSIDERS = {"U0STRANGER", "29:kit"}
"""The accounts in the backup that had been joined to a member, though they are a stranger's and a guest's."""


def the_person(session: Session, email: str) -> Person:
    return session.exec(select(Person).where(Person.email == email)).one()


def test_outsiders_get_people_without_a_past_and_all_others_stay_who_they_are(empty: Database) -> None:
    fill(empty)
    before = _behind(empty)
    schema.upgrade(empty)
    after = _behind(empty)
    assert {user for user in before if after[user] != before[user]} == OUTSIDERS
    with empty.writing() as session:
        for user in OUTSIDERS:
            theirs, other = people.get(Here(session, 1), before[user]), people.get(Here(session, 1), after[user])
            assert (other.facilitates, other.email, other.staff_id, is_member(other)) == (False, None, None, False)
            assert not likeness.has_past(session, other)
            assert is_member(theirs)
        parted = likeness.in_phase(Here(session, 1), likeness.PARTED)
        assert {(one.person_id, one.other_id) for one in parted} == {(before[one], after[one]) for one in OUTSIDERS}
        assert the_person(session, LEE).facilitates


@pytest.mark.parametrize("turned", ["active = FALSE", "kind = 'bot'"])
def test_so_do_accounts_that_are_closed_or_bots(empty: Database, turned: str) -> None:
    fill(empty)
    before = _behind(empty)
    with empty.changing_tables() as connection:
        connection.execute(text(f"UPDATE accounts SET {turned} WHERE \"user\" = '29:annabel'"))  # noqa: S608
    schema.upgrade(empty)
    after = _behind(empty)
    assert after["29:annabel"] not in before.values()
    assert after["U0001"] == before["U0001"]


def test_who_facilitated_by_an_outsiders_account_alone_does_so_no_more(empty: Database) -> None:
    fill(empty)
    with empty.changing_tables() as connection:
        digest = sha256(f"1 {LEE}".encode()).hexdigest()
        used = {"appointed": f'["something else", "{digest}"]'}
        connection.execute(text("UPDATE organisations SET appointed = :appointed"), used)
        connection.execute(text("UPDATE accounts SET kind = 'stranger' WHERE \"user\" = 'U0LEE'"))
        connection.execute(text("DELETE FROM accounts WHERE \"user\" = 'U0STRANGER'"))
    schema.upgrade(empty)
    with empty.writing() as session:
        outsider = the_person(session, LEE)
        assert (outsider.facilitates, is_member(outsider)) == (False, False)
        assert session.exec(select(Organisation.appointed)).one() == ["something else"], "the real one has yet to come"
        at = session.exec(select(Workspace)).first()
        assert at is not None
        lee, _ = joining.know(session, at, "U1LEE", name="Lee", email=LEE, kind="member", active=True)
        assert (lee is outsider, lee.email, outsider.email) == (False, LEE, None)


def _hires_somebody_with_the_address_of(database: Database, user: str) -> None:
    """An account that an earlier version took for theirs, because it says their address in the same workspace."""
    with database.changing_tables() as connection:
        columns = "organisation_id, workspace_id, person_id, platform, tenant, kind, active, is_admin, acted_at"
        connection.execute(
            text(
                f'INSERT INTO accounts ("user", {columns}) '  # noqa: S608  (our own)
                f"SELECT 'U0NEW', {columns} FROM accounts WHERE \"user\" = :user"
            ),
            {"user": user},
        )


def test_a_second_account_of_one_workspace_is_somebody_elses_until_a_facilitator_says_otherwise(
    empty: Database, tmp_path: Path
) -> None:
    fill(empty)
    _hires_somebody_with_the_address_of(empty, "U0001")
    before = _behind(empty)
    schema.upgrade(empty)
    after = _behind(empty)
    assert {user for user in before if after[user] != before[user]} == {*OUTSIDERS, "U0NEW"}
    with empty.writing() as session:
        theirs, other = people.get(Here(session, 1), after["U0001"]), people.get(Here(session, 1), after["U0NEW"])
        assert (other.facilitates, other.email, other.staff_id, is_member(other)) == (False, None, None, True)
        assert not likeness.has_past(session, other)
        (found,) = likeness.in_phase(Here(session, 1), likeness.FOUND)
        assert (found.person_id, found.other_id, found.address) == (theirs.id, other.id, theirs.email)
    town = Town(tmp_path, empty)
    town.passes(timedelta(days=1))
    town.lee.is_told("Two people here have the same e-mail address")
    town.close()


def test_whom_a_facilitator_has_joined_stays_one(empty: Database) -> None:
    fill(empty)
    _hires_somebody_with_the_address_of(empty, "U0001")
    with empty.changing_tables() as connection:
        command.upgrade(schema.alembic(connection), "0013")
        kept = connection.execute(text("SELECT person_id FROM accounts WHERE \"user\" = 'U0NEW'")).scalar_one()
        act = "INSERT INTO audit (organisation_id, person_id, done_at, what, about) VALUES (1, :kept, '2026-11-02', "
        connection.execute(text(act + "'knowhow.join_people', :about)"), {"kept": kept, "about": f"{kept} 999"})
    schema.upgrade(empty)
    after = _behind(empty)
    assert after["U0NEW"] == after["U0001"]


def _behind(database: Database) -> dict[str, int]:
    """Who is behind each account, by the platform's user id."""
    with database.reading() as session:
        rows = session.connection().execute(text('SELECT "user", person_id FROM accounts')).all()
        return {str(user): int(person) for user, person in rows}
