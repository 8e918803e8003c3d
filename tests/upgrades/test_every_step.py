"""Every step there is, on a filled database of the schema before it: what it does to the rows is what is said here.

A new step fails until it says so, and until `by_then.py` has rows of what it brings, for the step after it.
What the more delicate ones make of rows is tried beside this, each in a file of its own.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import copies, schema
from storage.database import Database
from storage.tables import RecordTally, Unlisted
from tests.upgrades.filling import STEPS, bring_to, everything, filled_by_then, put_in, tables_of
from tests.upgrades.what_happened import Happened, Rows, what_happened

MADE, FILLED = Happened(made=True), Happened(made=True, comes=True)
COMES, GOES = Happened(comes=True), Happened(goes=True)

KEYS = {table.name: [column.name for column in table.primary_key] for table in SQLModel.metadata.sorted_tables}
"""By which columns the rows of each table are known: that has always been so."""


def mends(*columns: str) -> Happened:
    return Happened(mends=frozenset(columns))


def gives(**columns: object) -> Happened:
    return Happened(gives=columns)


HAPPENED: Mapping[str, Mapping[str, Happened]] = {
    "0002": {"people": COMES, "accounts": mends("person_id", "acted_at"), "shared_addresses": FILLED},
    "0003": {"form_claims": MADE},
    "0004": {
        "records": gives(phase="filed", waits_since=None),
        "record_uses": gives(phase="filed", waits_since=None),
    },
    "0005": {
        "reviews": replace(gives(gone=(0, 1), gone_answered=0, consents=0, consent_of=0), mends=frozenset({"phase"})),
        "review_members": mends("may_show"),
        "wakes": COMES,
    },
    "0006": {
        "organisations": mends("has_traces"),
        "actions": replace(mends("asked_by_id", "title", "text", "came_from"), drops=frozenset({"opened_at"})),
        "messages": GOES,
        "parcels": GOES,
        "record_texts": mends("edition"),
        "shown_takeaways": FILLED,
        "takeaways": replace(gives(remind=False), goes=True, drops=frozenset({"person_id"})),
    },
    "0007": {
        "accounts": mends("acted_at"),
        "feedback": mends("given_at"),
        "inbox": mends("taken_at"),
        "messages": mends("told_at"),
        "record_pulls": mends("asked_at"),
        "record_revisions": mends("changed_at"),
        "record_uses": mends("used_at"),
        "records": mends("filed_at"),
        "review_members": mends("phase"),
        "reviews": mends("opened_at"),
        "trials": mends("opened_at"),
    },
    "0008": {"record_terms": GOES},
    "0009": {"name_searches": MADE, "found_names": MADE},
    "0010": {
        "reviews": gives(open_to=[1], reading=""),
        "review_members": gives(lets_read=False, took_all_back=False),
        "review_drafts": gives(by_id=1),
        "review_suggestions": gives(said_to_id=1),
    },
    "0011": {"unlisted": MADE},
    "0012": {"departures": FILLED, "records": mends("figures")},
    "0013": {"workspaces": gives(away_since=None, away_code="")},
    "0014": {
        "people": COMES,
        "accounts": mends("person_id"),
        "shared_addresses": replace(gives(address=("", "u0lee@hospital.example")), comes=True),
    },
    "0015": {"meetings": mends("introduced_at"), "meeting_members": gives(reached=(False, True))},
    "0016": {"review_members": gives(since=1), "shown_answers": gives(open_to=[])},
    "0017": {
        "vanishings": MADE,
        "people": gives(leaving_since=None, vanished_id=None),
        "accounts": gives(refused=False),
    },
    "0018": {"workspaces": gives(used=None)},
    "0019": {"organisations": mends("has_traces"), "inbox": GOES},
    "0020": {"channels": MADE},
    "0021": {"accounts": gives(former=[]), "workspaces": gives(former=[], enterprise="")},
    "0022": {"processes": MADE, "workspaces": gives(others_since=None)},
    "0023": {"organisations": gives(backed_up_at=None)},
    "0024": {"people": mends("job_title")},
    "0025": {"record_tallies": MADE},
    "0026": {},
    "0027": {"accounts": gives(let_in_by=(["tenant"], []))},
    "0028": {"admissions": MADE, "people": gives(employer="")},
    "0029": {"people": gives(hours=None), "parcels": gives(not_before=None)},
    "0030": {
        one: gives(also_workspace_id=None, also_channel="", also_channel_name="")
        for one in ("trials", "reviews", "cafes")
    },
    "0031": {"people": gives(directory_name="")},
    "0032": {"vanishings": gives(let_go=0, left_open={})},
    "0033": {"workspaces": gives(app="")},
    "0034": {"organisations": gives(members="", contact="")},
}
"""To which tables of the filled database something happens; nothing happens to any other."""


def test_each_step_does_what_is_said_of_it_and_nothing_else(empty: Database) -> None:
    filled_by_then(empty, STEPS[0])
    before = everything(empty)
    for step in STEPS[1:]:
        bring_to(empty, step)
        _everybody_has_what_they_refer_to(empty)
        tables = tables_of(empty)
        happened = what_happened(before, everything(empty, tables), KEYS)
        assert happened == HAPPENED[step], f"step {step}: say in HAPPENED what it does to the rows before it"
        put_in(empty, step)
        before = everything(empty, tables)
        assert _still_as_given(happened, before) == [], f"give these rows or values in by_then.py, under {step}"
    _everybody_can_be_read(empty, {name for name, rows in before.items() if rows})


@pytest.mark.parametrize(
    "revision",
    [pytest.param(step, marks=() if step == STEPS[-2] else pytest.mark.slow) for step in STEPS[:-1]],
)
def test_each_earlier_schema_is_brought_up_to_date_at_once(empty: Database, revision: str) -> None:
    filled_by_then(empty, revision)
    had = {name for name, rows in everything(empty).items() if rows}
    schema.upgrade(empty)
    assert schema.is_current(empty)
    _everybody_has_what_they_refer_to(empty)
    _everybody_can_be_read(empty, had)


def _still_as_given(happened: Mapping[str, Happened], rows: Mapping[str, Rows]) -> list[str]:
    """Tables that a step has made and that are empty, and columns in which every row has what the step gave."""
    return [name for name, what in happened.items() if what.made and not rows[name]] + [
        f"{name}.{column}"
        for name, what in happened.items()
        for column, given in what.gives.items()
        if all(row[column] == given for row in rows[name])
    ]


def _everybody_can_be_read(database: Database, tables: set[str]) -> None:
    """By the models of today; and no table that had rows has lost all of them."""
    with database.reading() as session:
        read = {table for table, _ in copies.rows(session)}
    assert tables - read <= {Unlisted.__tablename__, RecordTally.__tablename__}, "these are in no copy"


def _everybody_has_what_they_refer_to(database: Database) -> None:
    """PostgreSQL sees to that itself; SQLite lets it be while tables are changed."""
    if database.is_sqlite:
        with database.reading() as session:
            assert session.connection().execute(text("PRAGMA foreign_key_check")).all() == []
