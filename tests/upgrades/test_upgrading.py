"""A database that an earlier version filled is brought up to date, and goes on."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from storage import schema
from storage.database import Database
from storage.schema import Schema
from storage.tables import Person, Workspace
from tests.lives import NAME
from tests.town import Town
from tests.townsperson import Townsperson
from tests.upgrades.filling import bring_to, fill, upgraded

ROWS = 674
"""How many the backup of the schema 0001 holds."""


NEW = {
    "people": "(organisation_id, name, kind, active, facilitates, sites, department, role_group, job_title) "
    "VALUES (1, '', 'member', true, false, '[]', '', '', '')",
    "workspaces": "(organisation_id, platform, tenant, leased_by, away_code) VALUES (1, 'slack', 'T0', '', '')",
}


def test_a_filled_database_of_the_first_schema_has_all_that_its_backup_holds(empty: Database) -> None:
    assert fill(empty) == ROWS
    with empty.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM cafe_guests")).scalar_one() == 18


def test_it_is_known_for_an_older_one_until_it_is_brought_up_to_date(empty: Database) -> None:
    fill(empty)
    assert schema.state(empty) is (Schema.CURRENT if schema.newest() == "0001" else Schema.OLD)
    schema.upgrade(empty)
    assert schema.is_current(empty)


def test_nothing_gets_the_id_of_what_was_deleted_before(empty: Database) -> None:
    fill(empty)
    bring_to(empty, "0016")  # the steps after it copy both tables, where SQLite changes them
    given_out = {}
    with empty.changing_tables() as connection:
        for table, row in NEW.items():
            connection.execute(text(f"INSERT INTO {table} {row}"))
            given_out[table] = connection.execute(text(f"SELECT max(id) FROM {table}")).scalar_one()  # noqa: S608
            connection.execute(text(f"DELETE FROM {table} WHERE id = {given_out[table]}"))  # noqa: S608
    schema.upgrade(empty)
    with empty.writing() as session:
        somebody, office = Person(organisation_id=1), Workspace(organisation_id=1, platform="slack", tenant="T0NEW")
        session.add_all([somebody, office])
        session.flush()
        assert (somebody.id) > given_out["people"]
        assert (office.id) > given_out["workspaces"]


def test_what_was_under_way_goes_on(empty: Database, tmp_path: Path) -> None:
    town = Town(tmp_path, upgraded(empty))
    annabel, gus = Townsperson(town, "U0001", NAME), Townsperson(town, "U0007", "Gus Garage")
    gus.presses("I agree", near="The lifts stopped twice.")
    town.lee.presses("Send", near="Summer")
    annabel.presses("We’ve met", near="Summer")
    town.passes(timedelta(weeks=1))
    town.close()
