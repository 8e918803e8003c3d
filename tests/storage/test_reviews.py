"""Which reviews somebody takes part in or runs: the newest of them, and how many there are."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from storage import people, reviews
from storage.database import Database
from storage.here import Here
from storage.tables import Person, Review, ReviewMember
from tests.storage.test_records import NOW, somebody

EVERY = ("waiting_for_answers", "filed")


def reviewed(
    session: Session, here: int, at: int, by: int, asked: int, phase: str = "filed", left: bool = False
) -> int:
    days: dict[str, Any] = {
        "happened_on": date(2026, 11, 2),
        "due": date(2026, 11, 30),
        "opened_at": NOW,
        "silence_days": 5,
    }
    said: dict[str, Any] = {
        "title": "R",
        "template": "aar",
        "attribution": "none",
        "visibility": "participants",
        "timezone": "UTC",
    }
    review = Review(organisation_id=here, workspace_id=at, facilitator_id=by, phase=phase, **days, **said)
    session.add(review)
    session.flush()
    word = "left" if left else "waiting_for_word"
    session.add(ReviewMember(organisation_id=here, review_id=review.id, person_id=asked, phase=word))
    session.flush()
    return review.id


@pytest.fixture
def session(database: Database) -> Session:
    return Session(database.engine)


def test_the_newest_reviews_of_somebody_and_how_many_there_are(session: Session) -> None:
    with session.begin():
        at = people.workspace(session, "slack", "T1", "Europe/London")
        here = Here(session, at.organisation_id)
        lee, max_, gone, ann = (somebody(session, here.org, name) for name in ("Lee", "Max", "Gone", "Ann"))
        for facilitator in (lee, max_, gone):
            session.get_one(Person, facilitator).facilitates = True
        session.get_one(Person, gone).active = False
        own = [reviewed(session, here.org, at.id, lee, ann) for _ in range(3)]
        nobodys = reviewed(session, here.org, at.id, gone, ann, "waiting_for_answers")
        left = reviewed(session, here.org, at.id, max_, ann, left=True)
        elsewhere = people.workspace(session, "slack", "T2", "Europe/London")
        reviewed(session, elsewhere.organisation_id, elsewhere.id, lee, ann)

        def numbers(found: tuple[list[Review], int]) -> tuple[list[int], int]:
            return [one.id for one in found[0]], found[1]

        newest = own[::-1]
        assert numbers(reviews.newest_run_by(here, lee, EVERY, 2)) == ([nobodys, newest[0]], 4)
        assert numbers(reviews.newest_run_by(here, lee, ("filed",), 9)) == (newest, 3)
        assert numbers(reviews.newest_run_by(here, max_, EVERY, 9)) == ([left, nobodys], 2)
        assert numbers(reviews.newest_with(here, ann, EVERY, 2)) == ([nobodys, newest[0]], 4)
        assert numbers(reviews.newest_with(here, lee, EVERY, 2)) == ([], 0)
        assert [one.id for one, _ in reviews.waiting_for(here, ann, EVERY)] == [nobodys, *newest]
        assert [one.id for one, _ in reviews.waiting_for(here, ann, ("waiting_for_answers",))] == [nobodys]
