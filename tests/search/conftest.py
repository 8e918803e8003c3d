"""The shelf on both databases, filled once for all tests that only look."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from storage import organisations, records
from storage.database import Database
from storage.here import Here
from storage.membership import Reader
from storage.search import EVERYTHING, Filters, Results, search
from storage.tables import Person
from tests.databases import Postgres
from tests.search.shelf import SHELF, record


@dataclass(frozen=True)
class Library:
    """The shelf, and who reads: somebody who took part in what was kept among participants, and somebody else."""

    session: Session
    organisation: int
    insider: Reader
    outsider: Reader
    names: dict[int, str]

    def search(self, typed: str, filters: Filters = EVERYTHING, reader: Reader | None = None, page: int = 1) -> Results:
        return search(self.session, reader or self.outsider, typed, filters, page)

    def finds(self, typed: str, filters: Filters = EVERYTHING, reader: Reader | None = None) -> list[str]:
        """The names of the records on the first page."""
        return self.called(self.search(typed, filters, reader))

    def called(self, results: Results) -> list[str]:
        return [self.names[hit.record.id] for hit in results.hits]


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shelved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the shelf in it, of each kind."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        url = server.fresh()
    else:
        template: Path = request.getfixturevalue("sqlite_template")
        file = tmp_path_factory.mktemp("shelf") / "shelf.sqlite3"
        shutil.copyfile(template, file)
        url = f"sqlite:///{file.as_posix()}"
    database = Database(url)
    with database.writing() as session:
        fill(session)
    yield database
    database.close()
    if request.param == "postgres":
        server.drop(url)


@pytest.fixture
def library(shelved: Database) -> Iterator[Library]:
    with shelved.reading() as session:
        organisation, insider, outsider = 1, 1, 2
        names = {
            filed.id: name
            for name in SHELF
            if (filed := records.came_from(Here(session, organisation), f"test:{name}")) is not None
        }
        yield Library(session, organisation, Reader(organisation, insider), Reader(organisation, outsider), names)


def fill(session: Session) -> None:
    """The shelf in a first organisation, with two people; and one record in a second."""
    here = organisations.new(session, "Europe/London").id
    people = [Person(organisation_id=here, name=name) for name in ("Insider", "Outsider")]
    session.add_all(people)
    session.flush()
    for name in SHELF:
        took_part = [people[0].id] if "visibility" in SHELF[name] else []
        records.file(session, record(here, name), took_part)
    elsewhere = organisations.new(session, "Europe/London").id
    records.file(session, record(elsewhere, "falls"))
