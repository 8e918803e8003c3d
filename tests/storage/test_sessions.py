"""A row is found by its id as SQLAlchemy finds it, in fewer steps."""

from sqlalchemy import event, update
from sqlmodel import col

from storage.database import Database
from storage.tables import Organisation


def added(database: Database, name: str = "St Elsewhere") -> int:
    with database.writing() as session:
        session.add(made := Organisation(name=name, timezone="Europe/London"))
        session.flush()
        return made.id


def test_it_is_found_by_its_id_or_is_none(database: Database) -> None:
    first, second = added(database), added(database, "Northgate")
    with database.reading() as session:
        assert [session.get_one(Organisation, one).name for one in (first, second)] == ["St Elsewhere", "Northgate"]
        assert session.get(Organisation, second + 1) is None


def test_what_was_read_is_given_again_with_what_was_changed_since(database: Database) -> None:
    number = added(database)
    with database.writing() as session:
        read = session.get_one(Organisation, number)
        read.name = "Southfield"
        assert session.get(Organisation, number) is read
        assert read.name == "Southfield"


def test_what_was_added_is_found_before_it_is_committed_and_what_was_deleted_is_not(database: Database) -> None:
    number = added(database)
    with database.writing() as session:
        session.add(made := Organisation(id=number + 7, name="Northgate", timezone="Europe/London"))
        session.delete(session.get_one(Organisation, number))
        assert session.get(Organisation, number + 7) is made
        session.flush()
        assert session.get(Organisation, number) is None


def test_it_is_read_anew_and_locked_where_that_is_asked_for(database: Database) -> None:
    number, asked = added(database), list[str]()
    event.listen(database.engine, "before_cursor_execute", lambda _c, _cursor, said, *_: asked.append(said))
    with database.writing() as session:
        read = session.get_one(Organisation, number)
        session.connection().execute(
            update(Organisation).where(col(Organisation.id) == number).values(name="Northgate")
        )
        assert session.get_one(Organisation, number).name == "St Elsewhere"
        assert session.get_one(Organisation, number, populate_existing=True, with_for_update=True) is read
        assert read.name == "Northgate"
    assert database.is_sqlite or asked[-1].endswith("FOR UPDATE")


def test_what_was_rolled_back_is_read_anew(database: Database) -> None:
    number = added(database)
    with database.reading() as session:
        read = session.get_one(Organisation, number)
        read.name = "Southfield"
        session.rollback()
        assert session.get_one(Organisation, number).name == "St Elsewhere"
