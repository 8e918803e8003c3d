"""The tables: what the migrations make is what the models say, and only one process at a time makes them."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import schema, tables
from storage.database import Database
from storage.schema import Schema, WrongSchema
from storage.search import fulltext
from tests.upgrades.filling import STEPS, bring_to, everything, tables_of


def test_every_table_stands_in_the_list() -> None:
    listed = {getattr(tables, name).__tablename__ for name in tables.__all__}
    missing = set(SQLModel.metadata.tables) - listed
    assert not missing, f"name what holds {missing} in storage/tables/__init__.py"


def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    bring_to(empty, schema.newest())
    with empty.changing_tables() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": fulltext.is_a_models})
        differences = compare_metadata(context, SQLModel.metadata)
    assert differences == [], 'write the missing step with: python -m storage.migrations "what changes"'


def test_the_migrations_leave_no_row_where_nothing_was_kept(empty: Database) -> None:
    """So a new database can have its tables at once, as the models say."""
    bring_to(empty, schema.newest())
    assert not any(everything(empty).values())


def test_a_new_database_stands_where_the_migrations_would_have_led_it(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.changing_tables() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == (STEPS[-1],)
    books = tables_of(empty).tables["alembic_version"]
    assert [(column.name, str(column.type), column.nullable) for column in books.columns] == [
        ("version_num", "VARCHAR(32)", False)
    ]
    assert books.primary_key.name == "alembic_version_pkc"  # as Alembic calls it


def test_the_migrations_never_give_an_id_twice(sqlite_url: str, tmp_path: Path) -> None:
    """Nobody sees what SQLite says of this but SQLite, and a step that copies a table has to say it again."""
    databases = [Database(url) for url in (sqlite_url, f"sqlite:///{(tmp_path / 'migrated.sqlite3').as_posix()}")]
    bring_to(databases[1], schema.newest())
    counted = []
    for database in databases:
        with database.reading() as session:
            made = session.connection().execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"))
            counted.append(set(made.scalars()))
        database.close()
    assert counted[0] == counted[1]
    assert {"meetings", "messages", "trials"} <= counted[0]


def test_the_migrations_make_the_same_indexes(sqlite_url: str, tmp_path: Path) -> None:
    """Of one by an expression nothing but SQLite tells, and a step that copies a table has to make it again."""
    databases = [Database(url) for url in (sqlite_url, f"sqlite:///{(tmp_path / 'migrated.sqlite3').as_posix()}")]
    bring_to(databases[1], schema.newest())
    made = []
    for database in databases:
        with database.reading() as session:
            found = text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
            made.append({" ".join(str(sql).split()) for sql in session.connection().execute(found).scalars()})
        database.close()
    assert made[0] == made[1]
    assert any("lower(job_title)" in sql for sql in made[0])


def test_upgrading_again_changes_nothing(empty: Database) -> None:
    assert schema.state(empty) is Schema.EMPTY
    schema.upgrade(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)


def test_a_start_upgrades_sqlite_and_refuses_an_old_postgres(empty: Database) -> None:
    if empty.is_sqlite:
        schema.prepare(empty)
        assert schema.is_current(empty)
    else:
        with pytest.raises(WrongSchema, match="knowhow db upgrade"):
            schema.prepare(empty)
        assert schema.state(empty) is Schema.EMPTY


def test_a_newer_database_is_left_alone(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (schema.prepare, schema.upgrade):
        with pytest.raises(WrongSchema, match="newer version"):
            step(empty)
    assert schema.state(empty) is Schema.NEWER


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Database) -> None:
    with empty.changing_tables() as connection:
        connection.execute(text("CREATE TABLE wakes (id INTEGER)"))  # in the way of the real one
    with pytest.raises(Exception, match="wakes"):
        schema.upgrade(empty)
    assert schema.state(empty) is Schema.EMPTY


def test_foreign_keys_hold_again_after_an_upgrade(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.writing() as session:
        columns = "id, name, timezone, appointed, has_traces, members, contact"
        values = "1, '', 'UTC', '[]', FALSE, '', ''"
        session.connection().execute(text(f"INSERT INTO organisations ({columns}) VALUES ({values})"))  # noqa: S608
        session.connection().execute(text("INSERT INTO inbox VALUES (1, 'key', '2026-11-23 12:00:00')"))
        session.connection().execute(text("DELETE FROM organisations"))
        assert session.connection().execute(text("SELECT count(*) FROM inbox")).scalar_one() == 0


def test_processes_that_start_at_once_upgrade_once(empty: Database) -> None:
    url = empty.url.render_as_string(hide_password=False)
    start = "import sys; from storage import database, schema; schema.upgrade(database.Database(sys.argv[1]))"
    starting = [
        subprocess.Popen([sys.executable, "-c", start, url], stderr=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(3)
    ]
    assert [process.communicate()[1] for process in starting] == ["", "", ""]
    assert schema.is_current(empty)


def test_steps_are_known_by_the_names_of_their_files() -> None:
    steps = [step.revision for step in schema.scripts().walk_revisions()]
    assert schema.newest() == schema.scripts().get_current_head() == steps[0]
    assert [schema.state_of(number) for number in (*steps[1:], "9999", None)] == [
        *[Schema.OLD] * (len(steps) - 1),
        Schema.NEWER,
        Schema.EMPTY,
    ]
