"""The benchmark of upgrades copies what stands in a database of the first schema, and brings all of it up to date."""

from pathlib import Path

from sqlmodel import col, func, select

from benchmarks.speed.grounds import Ground
from benchmarks.upgrade import Copies, fill, lines
from storage import schema
from storage.database import Database
from storage.tables import MeetingMember, Person, Record

FEW = Copies(people=4, happened=2, filed=3)


def test_every_row_is_there_so_often_and_belongs_to_its_own_copy(empty: Database) -> None:
    rows = fill(empty, FEW)
    assert (rows["people"], rows["meetings"], rows["records"]) == (4 * 13, 2, 3 * 6)
    schema.upgrade(empty)
    with empty.reading() as session:
        assert session.exec(select(func.count()).select_from(Record)).one() == 18
        met = select(MeetingMember.meeting_id, func.count()).join(Person).group_by(col(MeetingMember.meeting_id))
        assert [number for _, number in session.exec(met).all()] == [2, 2]


def test_it_says_what_all_steps_take(tmp_path: Path) -> None:
    said = list(lines(Ground("SQLite", lambda: f"sqlite:///{tmp_path}/large.sqlite3", lambda: 0.0), FEW))
    assert "52 people, 18 records" in said[0]
    assert "all, with a copy kept" in said[-1]
