"""An upgrade takes the accounts of outsiders from the members to whom they had been joined by an address."""

from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from storage import joining, likeness, people, schema
from storage.database import Database
from storage.membership import is_member
from storage.tables import Organisation, Person, Workspace
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
            theirs, other = people.get(session, 1, before[user]), people.get(session, 1, after[user])
            assert (other.facilitates, other.email, other.staff_id, is_member(other)) == (False, None, None, False)
            assert not likeness.has_past(session, other)
            assert is_member(theirs)
        parted = likeness.in_phase(session, 1, likeness.PARTED)
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


def _behind(database: Database) -> dict[str, int]:
    """Who is behind each account, by the platform's user id."""
    with database.reading() as session:
        rows = session.connection().execute(text('SELECT "user", person_id FROM accounts')).all()
        return {str(user): int(person) for user, person in rows}
