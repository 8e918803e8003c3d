"""What a turn promises."""

from datetime import UTC, datetime
from random import Random

import pytest
from sqlmodel import select

from activities.kit.turn import Turn
from storage import organisations
from storage.database import Database
from storage.tables import Wake


@pytest.mark.parametrize(
    ("first", "then", "prompted"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_what_a_person_waits_for_is_not_put_off_by_the_clock(
    database: Database, first: bool, then: bool, prompted: bool
) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London")
        turn = Turn(session, here, "coffee", datetime(2026, 11, 23, 12, tzinfo=UTC), Random(1))
        for waited_for in (first, then):
            turn.waited_for = waited_for
            turn.soon("rematch", 1)
        assert session.exec(select(Wake)).one().prompted is prompted
