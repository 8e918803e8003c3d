"""What is forgotten before a day or a moment: what is of that day, or of that moment, is kept."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import select

from storage import audit, inbox, organisations
from storage.database import Database
from storage.here import Here
from storage.naming import found
from storage.tables import Act, Claim, FoundName, Person

DAY, NOON = date(2026, 11, 23), datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = DAY - timedelta(days=1)


def test_claims_of_forms_are_kept_for_their_last_day(database: Database) -> None:
    with database.writing() as session:
        here = Here(session, organisations.new(session, "Europe/London").id)
        session.add_all(Claim(organisation_id=here.org, digest=str(day), day=day) for day in (BEFORE, DAY))
        session.flush()
        assert inbox.forget_forms_before(here, DAY)
        assert [one.day for one in session.exec(select(Claim)).all()] == [DAY]


def test_acts_are_kept_from_their_moment_on(database: Database) -> None:
    with database.writing() as session:
        here = Here(session, organisations.new(session, "Europe/London").id)
        lee = Person(organisation_id=here.org, name="Lee")
        session.add(lee)
        session.flush()
        moments = (NOON - timedelta(seconds=1), NOON)
        session.add_all(Act(organisation_id=here.org, person_id=lee.id, done_at=one, what="x") for one in moments)
        session.flush()
        audit.forget_before(here, NOON)
        assert [one.done_at for one in session.exec(select(Act)).all()] == [NOON]


def test_where_a_name_was_found_is_kept_for_its_last_day(database: Database) -> None:
    with database.writing() as session:
        here = Here(session, organisations.new(session, "Europe/London").id)
        session.add_all(
            FoundName(organisation_id=here.org, found_on=day, place=f"record:1:{day}", digest="")
            for day in (BEFORE, DAY)
        )
        session.flush()
        found.forget_before(here, DAY)
        assert [one.found_on for one in session.exec(select(FoundName)).all()] == [DAY]
