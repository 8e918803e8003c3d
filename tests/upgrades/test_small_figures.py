"""Figures under five that an earlier version filed are withheld, and what is left of them begins the ledger."""

from typing import Any

from sqlmodel import Session, col, select, text, update

from storage import schema
from storage.database import Database
from storage.tables import Departure, Record, Revision
from tests.upgrades.filling import fill

WORDS = "People met.\n\nClinical: 20 signed up, 18 matched, 9 gave feedback; departments withheld\nCounts are withheld."
LARGE = "Clinical: 20 signed up, 15 matched, 6 gave feedback; departments withheld"


def filed(session: Session, activity: str) -> Record:
    return session.exec(select(Record).where(Record.activity == activity, col(Record.came_from).like("%:1"))).one()


def test_what_was_filed_of_few_people_is_withheld(empty: Database) -> None:
    fill(empty)
    schema.upgrade(empty)
    with empty.reading() as session:
        trial = filed(session, "coffee").figures
        assert set(trial) == {"in_words"}, "two were matched, and one answered"
        assert {value for _, value in trial["in_words"]} == {"withheld"}  # type: ignore[attr-defined]
        assert "answered" not in filed(session, "cafe").figures
        assert filed(session, "cafe").figures["joined"] == 6, "its channel has seen it"
        review = filed(session, "review").figures
        assert (review["asked"], review["answered"]) == (6, 6)


def test_what_is_left_begins_the_ledger(empty: Database) -> None:
    fill(empty)
    schema.upgrade(empty)
    with empty.reading() as session:
        left = {one.thing: one.cells for one in session.exec(select(Departure)).all()}
    assert left == {"cafe:1": {"joined": 6}, "review:1": {"asked": 6, "answered": 6}}


def test_a_larger_trial_keeps_what_gives_nobody_away_also_in_earlier_revisions(empty: Database) -> None:
    fill(empty)
    figures = {"signed_up": 30, "introduced": 20, "answered": 12, "strangers": 10, "again": 12}
    figures |= {"meetings": 10, "met": 9, "fell_through": 1, "did_not_meet": 0, "not_known": 0}
    in_words = [
        ["Matched", "20 of 30 (67%)"],
        ["Would do it again", "12 of 12 (100%)"],
        ["Fell through", "1 of 10 (10%)"],
    ]
    trial = text("activity = 'coffee'")
    with empty.changing_tables() as connection:
        whole = {"figures": {**figures, "in_words": in_words}, "summary": f"{WORDS}\n{LARGE}"}
        records = Record.__table__  # type: ignore[attr-defined]
        connection.execute(update(records).where(trial).values(**whole))
        row = connection.execute(select(records.c.id, records.c.organisation_id, records.c.filed_at).where(trial)).one()
        revisions = Revision.__table__  # type: ignore[attr-defined]
        revision = {
            "organisation_id": row.organisation_id,
            "record_id": row.id,
            "number": 1,
            "changed_at": row.filed_at,
        }
        connection.execute(revisions.insert().values(**revision, content=whole))
    schema.upgrade(empty)
    with empty.reading() as session:
        record = filed(session, "coffee")
        before = session.exec(select(Revision).where(Revision.record_id == record.id)).one().content
        kept = {"signed_up": 30, "introduced": 20, "answered": 12, "again": 12, "meetings": 10}
        words = [["Matched", "20 of 30 (67%)"], ["Would do it again", "12 of 12 (100%)"], ["Fell through", "withheld"]]
        contents: list[dict[str, Any]] = [record.model_dump(), before]
        for content in contents:
            assert content["figures"] == {**kept, "in_words": words}
            assert "18 matched" not in content["summary"]
            assert LARGE in content["summary"]
        assert session.exec(select(Departure).where(Departure.thing == "coffee:1")).one().cells == kept
