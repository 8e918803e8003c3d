"""The simulation of a large organisation goes through all its stages, and each leaves what the next is about."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from benchmarks.scale import limits
from benchmarks.scale.measuring import happens, line
from benchmarks.scale.one_stage import Figures
from benchmarks.scale.organisation import OTHERS, Organisation
from benchmarks.speed.grounds import sqlite
from storage.database import Database
from storage.tables import Feedback, Meeting, Person, Record, Signup, Trial

FEW = Organisation(200)
ASKED = Figures(took=1, spent=1, peak=1, held=0, rows=1, size=1, posts=520, changes=200, opens=100)


def test_what_slack_allows_least_is_what_a_delivery_waits_for() -> None:
    assert limits.permitted_minutes(ASKED) == 4
    assert limits.listing_minutes(200_000) == 50


def test_a_line_stands_beside_the_same_stage_of_the_base() -> None:
    assert "2.0 ×" in line("draw", ASKED, Figures(1, 0.5, 1, 0, 1, 1))


@pytest.mark.slow
def test_a_small_organisation_goes_through_every_stage(tmp_path: Path) -> None:
    ground = sqlite(tmp_path)
    assert all(figures is not None for _, figures in happens(ground, tmp_path / "few", FEW))
    with closing(Database(f"sqlite:///{tmp_path}/1.sqlite3")) as restored, restored.reading() as session:
        trial = OTHERS + 1
        assert session.exec(select(func.count()).select_from(Person)).one() == FEW.people
        assert session.exec(select(func.count()).where(Signup.trial_id == trial)).one() == len(FEW.joiners)
        introduced = select(func.count()).where(Meeting.trial_id == trial, col(Meeting.introduced_at).is_not(None))
        assert session.exec(introduced).one() == len(FEW.joiners) // 2
        assert session.exec(select(func.count()).where(Feedback.trial_id == trial)).one() == len(FEW.answering)
        assert session.exec(select(Record.came_from)).all() == [f"coffee:{trial}"]
    with closing(Database(f"sqlite:///{tmp_path}/0.sqlite3")) as database, database.reading() as session:
        assert not session.exec(select(Trial)).all()
