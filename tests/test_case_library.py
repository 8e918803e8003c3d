"""The year of records that comes with the case: there to be searched, and whole."""

from sqlmodel import Session

from activities.kit.policy import Policy
from activities.kit.screen import screen_field
from bot.register.filing import file_register
from bot.sandbox.hospital import the_case, the_library_of
from bot.sandbox.rehearsal import BEGINS
from storage import organisations, people, staff_list
from storage.database import Database
from storage.here import Here
from storage.membership import Reader
from storage.search import search


def shelved(session: Session) -> int:
    """The people of the case and their year, in an organisation of its own; gives back its id."""
    here = organisations.sole(session, "Europe/London").id
    for row in the_case():
        staff_list.save(Here(session, here), row.id, row.model_dump(exclude={"id"}))
    file_register(Here(session, here), BEGINS, the_library_of(the_case()))
    return here


def test_the_case_comes_with_a_year_of_records() -> None:
    rows = the_library_of(the_case())
    assert 40 <= len(rows) <= 60
    assert {row.activity for row in rows} == {"coffee", "review", "cafe"}
    assert all(row.date and (BEGINS.date() - row.date).days < 366 and row.date < BEGINS.date() for row in rows)
    assert {row.contact for row in rows} <= {row.email for row in the_case()}
    assert not [row.id for row in rows if any(screen_field(column, text, Policy()) for column, text in row.texts())]


def test_what_some_keep_among_themselves_only_they_find(database: Database) -> None:
    with database.writing() as session:
        here = shelved(session)
        esther = people.by_email(Here(session, here), "esther.boateng@ngs.example")
        grace = people.by_email(Here(session, here), "grace.whitcombe@ngs.example")
        assert esther
        assert grace
        assert (
            search(session, Reader(here, esther.id), "insulin weekend").hits[0].record.title == "Insulin at the weekend"
        )
        assert "Insulin at the weekend" not in [
            hit.record.title for hit in search(session, Reader(here, grace.id), "insulin weekend").hits
        ]
        everything = len(the_library_of(the_case()))
        assert search(session, Reader(here, esther.id), "").count == everything - 2
        assert search(session, Reader(here, grace.id), "").count == everything - 3


def test_other_people_have_learned_nothing_yet() -> None:
    assert the_library_of(the_case()[:3]) == ()


def test_a_search_in_the_case_shows_something(database: Database) -> None:
    with database.writing() as session:
        here = shelved(session)
        for typed in ("night falls", "falls", "EPR", "A&E", "handover", "hip fracture", "norovirus", "sespis"):
            found = search(session, Reader(here), typed)
            assert found.count >= 1, typed
            assert found.hits[0].record.contact_id, typed
