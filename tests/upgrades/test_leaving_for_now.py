"""The step that keeps who cannot be reached for now: who had left before it stays so, and who goes after it is waited
for."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlmodel import select

from storage import joining, schema
from storage.database import Database
from storage.membership import is_member
from storage.tables import Person, Vanishing
from tests.town import Town, Townsperson
from tests.upgrades.filling import bring_to, fill

CLOSED, REFUSED, GUEST = "U0003", "U0004", "U0005"
"""Whose account was closed, whose was taken for closed since nothing was delivered to it, and who became a guest."""


def before_it(database: Database) -> None:
    """A filled database of the schema before, in which three people are members no more."""
    fill(database)
    bring_to(database, "0016")
    with database.changing_tables() as connection:
        for said, user in (("active = false", CLOSED), ("active = false, own_chat = NULL", REFUSED)):
            connection.execute(text(f"UPDATE accounts SET {said} WHERE \"user\" = '{user}'"))  # noqa: S608
        connection.execute(text(f"UPDATE accounts SET kind = 'guest' WHERE \"user\" = '{GUEST}'"))  # noqa: S608
        for said, users in (("active = false", (CLOSED, REFUSED)), ("kind = 'guest'", (GUEST,))):
            for user in users:
                theirs = f"SELECT person_id FROM accounts WHERE \"user\" = '{user}'"  # noqa: S608
                connection.execute(text(f"UPDATE people SET {said} WHERE id IN ({theirs})"))  # noqa: S608


def test_who_had_left_has_left_and_who_goes_from_now_on_is_waited_for(empty: Database, tmp_path: Path) -> None:
    before_it(empty)
    schema.upgrade(empty)
    town = Town(tmp_path, empty)
    with empty.reading() as session:
        for user in (CLOSED, REFUSED, GUEST):
            known = joining.behind(session, "slack", "T0TOWN", "", user)
            assert known is not None
            assert not is_member(known.person)
    closed, refused = (Townsperson(town, user, f"Porter {user}") for user in (CLOSED, REFUSED))
    for somebody in (closed, refused):
        somebody.is_switched_off()
    town.passes(timedelta(days=3))
    assert _waited_for(empty) == set()
    town.lee.is_not_told("can’t be reached at present")

    refused.is_switched_on()  # the platform lists them, as it did all the time
    with empty.reading() as session:
        assert is_member(refused.row(session))
    refused.is_switched_off()
    assert _waited_for(empty) == {refused.name}
    town.passes(timedelta(days=3))
    assert _waited_for(empty) == set()
    with empty.reading() as session:
        assert session.exec(select(Vanishing)).all() == []
    town.close()


def _waited_for(database: Database) -> set[str]:
    with database.reading() as session:
        return {person.name for person in session.exec(select(Person)).all() if person.leaving_since is not None}
