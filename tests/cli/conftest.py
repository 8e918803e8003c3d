"""What commands are given to work on."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.register.staff_list import COLUMNS
from storage import organisations, schema
from storage.database import Database
from storage.tables import Person, Record
from tests.databases import Postgres

STAFF, PEOPLE, LESSONS = 900, 300, 240
"""How many the files hold."""

MANY, RECORDS = 12_000, 2_000
"""How many a filled database holds."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where commands run: with a staff list, a register, sign-ups, guests, cases and notes."""
    staff = [f"{n},Ann Able{n},ann{n}@example.nhs.uk,Northgate,Ward {n % 9},clinical,Nurse" for n in range(STAFF)]
    _write(tmp_path / "staff.csv", ",".join(COLUMNS), staff)
    lessons = [f"{n},Falls at night {n},Say who looks at the chair by the bed first" for n in range(LESSONS)]
    _write(tmp_path / "lessons.csv", "id,title,lessons", lessons)
    groups = ("clinical", "non_clinical")
    guests = [f"{n},Guest {n},Ward {n % 7},{groups[n % 2]}" for n in range(61)]
    _write(tmp_path / "guests.csv", "id,name,department,role_group", guests)
    signups = [f"{n},Person {n},Northgate,Ward {n % 9},{groups[n % 2]}" for n in range(PEOPLE)]
    _write(tmp_path / "signups.csv", "id,name,sites,department,role_group", signups)
    cases = [f"dates\tpass\tThe meeting of 12 May in the {n}th week" for n in range(400)]
    _write(tmp_path / "cases.tsv", "class\texpected\ttext", cases)
    for number in range(20):
        _write(tmp_path / f"notes{number}.txt", "The ward met.", ["It was said that the chair stood by the bed."] * 400)
    return tmp_path


@pytest.fixture
def environ(folder: Path) -> dict[str, str]:
    """Settings with a database of SQLite in that folder, which is yet to be made."""
    return {"DATABASE_URL": f"sqlite:///{(folder / 'knowhow.sqlite3').as_posix()}"}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def somewhere(request: pytest.FixtureRequest, environ: dict[str, str]) -> Iterator[dict[str, str]]:
    """Settings with a database without tables, once of each kind."""
    if request.param == "sqlite":
        yield environ
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.empty()
    yield {"DATABASE_URL": url}
    server.drop(url)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which there is so much that a command takes its time."""
    file = tmp_path_factory.mktemp("full") / "knowhow.sqlite3"
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    with closing(Database(f"sqlite:///{file.as_posix()}")) as database:
        schema.upgrade(database)
        with database.writing() as session:
            here = organisations.new(session, "Europe/London").id
            staff = [Person(organisation_id=here, staff_id=str(n), name=f"Ann Able{n}") for n in range(MANY)]
            session.execute(insert(Person), [one.model_dump(exclude={"id"}) for one in staff])
            records = [
                Record(
                    organisation_id=here,
                    activity="register",
                    came_from=f"import:{n}",
                    title=f"Falls {n}",
                    lessons=["Say who looks at the chair by the bed first"],
                    happened_from=now.date(),
                    happened_until=now.date(),
                    filed_at=now,
                )
                for n in range(RECORDS)
            ]
            session.execute(insert(Record), [one.model_dump(exclude={"id"}) for one in records])
    return file


@pytest.fixture
def filled(full: Path, folder: Path, environ: dict[str, str]) -> dict[str, str]:
    """Settings with that database in the folder."""
    shutil.copy(full, folder / "knowhow.sqlite3")
    return environ


def _write(file: Path, head: str, rows: list[str]) -> None:
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
