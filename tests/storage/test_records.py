"""The library's shelves."""

from datetime import UTC, date, datetime

from storage import records
from storage.database import Database
from storage.people import new_organisation, sure
from storage.tables import Record


def record(organisation: int, title: str) -> Record:
    return Record(
        organisation_id=organisation,
        activity="coffee",
        came_from="coffee:7",
        title=title,
        happened_from=date(2026, 11, 2),
        happened_until=date(2026, 11, 30),
        filed_at=datetime(2026, 12, 11, 9, tzinfo=UTC),
        figures={"met": 3},
        quotes=[{"text": "Lovely.", "said_by": "A colleague"}],
    )


def test_what_comes_from_one_source_is_filed_once_in_its_organisation(database: Database) -> None:
    with database.writing() as session:
        here = sure(new_organisation(session, "Europe/London").id)
        elsewhere = sure(new_organisation(session, "Europe/London").id)
        first = records.file(session, record(here, "First"))
        again = records.file(session, record(here, "Again"))
        assert (again.id, again.title) == (first.id, "First")
        assert records.file(session, record(elsewhere, "Theirs")).title == "Theirs"
    with database.reading() as session:
        kept = records.came_from(session, here, "coffee:7")
        assert kept is not None
        assert (kept.title, kept.figures, kept.quotes) == ("First", {"met": 3}, record(here, "").quotes)
