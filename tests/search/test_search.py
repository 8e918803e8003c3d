"""Searching: filters, pages, snippets, odd input, and what must not show; on both databases."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from storage import organisations, record_people, records
from storage.database import Database
from storage.here import Here
from storage.membership import Reader
from storage.search import A_PAGE, Filters, Run, search, similar
from storage.search.shelving import index, index_anew
from storage.search.words import plain_parts
from storage.tables import Person, RecordTerm, RecordText
from tests.search.conftest import Library
from tests.search.shelf import SHELF, record

NOW = datetime(2026, 12, 1, tzinfo=UTC)
odd = pytest.mark.parametrize(
    "typed",
    ["", " ", '"', '""', "-", "--", '-"', "*", "'; DROP TABLE records; --", "a" * 5000, "NOT", "AND OR NEAR(", "\0"],
)
ODD = settings(max_examples=60)


# ---- filters and pages -----------------------------------------------------------------------------------------------


def test_filters(library: Library) -> None:
    assert library.finds("falls", Filters(site="southfield")) == ["old_falls"]
    assert library.finds("falls", Filters(topic="Falls", until=date(2025, 1, 1))) == ["old_falls"]
    assert library.finds("falls", Filters(since=date(2026, 1, 1))) == ["falls"]
    assert library.finds("", Filters(activity="coffee")) == ["medical"]
    assert library.finds("", Filters(topic="infection control")) == ["cdiff"]
    assert library.finds("", Filters(topic="no such topic")) == []
    assert library.finds("-pharmacy", Filters(topic="flow")) == ["ed_flow"]


def test_without_words_the_newest_come_page_by_page(library: Library) -> None:
    first = library.search("")
    assert library.called(first) == list(SHELF)[:A_PAGE]
    assert first.count == len(SHELF) - 1
    assert first.pages == -(-first.count // A_PAGE)
    everything = [name for page in range(first.pages) for name in library.called(library.search("", page=page + 1))]
    assert sorted(everything) == sorted(set(SHELF) - {"closed_falls"})
    assert library.search("", page=99).page == first.pages
    assert library.search("", page=-1).page == 1


def test_what_is_beyond_the_ranked_follows_by_date(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [name for page in range(6) for name in library.called(library.search("", page=page + 1))]
    monkeypatch.setattr("storage.search.searching.CANDIDATES", 7)
    assert [name for page in range(6) for name in library.called(library.search("", page=page + 1))] == whole


def test_where_more_are_found_than_are_ranked_those_with_it_in_their_title_are(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.search.searching.CANDIDATES", 1)
    assert library.finds("theatre") == ["theatre", "downtime"]
    assert library.finds("quiet") == ["obrien", "ae_children"]


# ---- snippets --------------------------------------------------------------------------------------------------------


def test_the_words_that_match_are_marked(library: Library) -> None:
    (hit,) = library.search("emergency department senior").hits
    assert hit.title == (Run("Winter pressure in the "), Run("emergency department", matches=True))
    assert Run("senior", matches=True) in hit.snippet
    assert "".join(run.text for run in hit.snippet) == SHELF["ed_flow"]["lessons"][0]


def test_an_abbreviation_is_marked_in_either_form(library: Library) -> None:
    marked = {run.text for hit in library.search("ED").hits for run in (*hit.title, *hit.snippet) if run.matches}
    assert marked == {"emergency department", "A&E"}


def test_a_guess_says_that_it_is_one(library: Library) -> None:
    assert library.search("sespis").guessed
    assert not library.search("sepsis").guessed
    assert library.search("slippers sepsis").some_of_them
    assert not library.search("xylophone quince").some_of_them


# ---- what must not show ----------------------------------------------------------------------------------------------


def test_what_somebody_may_not_read_shows_nowhere(library: Library) -> None:
    for typed in ("zugzwang", "zugzwnag", '"zugzwang and quibbling"', "quibbling", "tiredness", "-toilet stairs"):
        assert library.finds(typed, reader=library.insider) == ["closed_falls"], typed
        for reader in (library.outsider, Reader(library.organisation), Reader(2, 1), Reader(2)):
            results = library.search(typed, reader=reader)
            assert (results.count, results.hits, results.guessed and bool(results.hits)) == (0, (), False), typed
    assert library.search("falls", reader=library.insider).count == 3
    assert library.search("falls").count == 2
    assert library.search("", Filters(topic="zugzwang")).count == 0
    assert [one.title for one in similar(library.session, library.outsider, "zugzwang quibbling on the stairs")] == []
    assert len(similar(library.session, library.insider, "zugzwang quibbling on the stairs")) == 1


def test_another_organisation_is_another_world(library: Library) -> None:
    theirs = search(library.session, Reader(2), "falls")
    assert theirs.count == 1
    assert theirs.hits[0].record.organisation_id == 2
    assert search(library.session, Reader(2), "sepsis").count == 0
    assert search(library.session, Reader(3), "").count == 0


# ---- odd input -------------------------------------------------------------------------------------------------------


@odd
def test_odd_input_never_fails(library: Library, typed: str) -> None:
    assert library.search(typed, Filters(site=typed, topic=typed)).count >= 0
    assert library.search(typed).count >= 0
    assert similar(library.session, library.outsider, typed) is not None


@ODD
@given(st.text(max_size=80), st.integers())
def test_nothing_that_can_be_typed_fails(library: Library, typed: str, page: int) -> None:
    results = library.search(typed, page=page)
    assert len(results.hits) == min(A_PAGE, results.count - A_PAGE * (results.page - 1))
    similar(library.session, library.outsider, typed)


@ODD
@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_is_filed_can_be_found_by_its_topics(
    shelved: Database, title: str, lessons: list[str], topics: list[str]
) -> None:
    title, *lessons = (text.replace("\0", "").encode(errors="ignore").decode() for text in (title, *lessons))
    topics = [topic.replace("\0", "").encode(errors="ignore").decode() for topic in topics]
    with shelved.writing() as session:
        one = record(1, "falls")
        one.sqlmodel_update({"came_from": "anything", "title": title, "lessons": lessons, "topics": topics})
        filed = records.file(session, one)
        for topic in topics:
            found = search(session, Reader(1), "", Filters(topic=topic), a_page=100)
            assert filed.id in [hit.record.id for hit in found.hits]
        session.rollback()


# ---- keeping the index true ------------------------------------------------------------------------------------------


def test_what_was_changed_or_withdrawn_is_found_at_once_or_not_at_all(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        ann = Person(organisation_id=here, name="Ann")
        session.add(ann)
        session.flush()
        one = record(here, "medical")
        one.quotes = [{"text": "Quizzical of me.", "said_by": "Ann", "person": str(ann.id)}]
        records.file(session, one)

        def count(typed: str) -> int:
            return search(session, Reader(here), typed).count

        assert (count("director"), count("quizzical"), count("targets")) == (1, 1, 1)
        records.change(session, one, None, NOW, {"title": "A coffee with the chief executive"})
        assert (count("director"), count("CEO")) == (0, 1)
        record_people.take_quotes_out(Here(session, here), ann.id)
        assert (count("quizzical"), count("targets")) == (0, 1)
        records.withdraw(session, one, NOW)
        assert (count("targets"), count("")) == (0, 0)
        assert not session.exec(select(RecordText)).all()
        assert not session.exec(select(RecordTerm)).all()


def test_a_term_stays_while_another_record_has_it(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        one, two = (records.file(session, record(here, name)) for name in ("falls", "old_falls"))
        records.withdraw(session, one, NOW)
        terms = set(session.exec(select(RecordTerm.term)).all())
        assert {"fall", "slipper"} <= terms
        assert "toilet" not in terms
        assert two.id


def test_what_was_indexed_by_older_rules_is_indexed_again(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        filed = records.file(session, record(here, "falls"))
        old = session.get_one(RecordText, filed.id)
        old.edition, old.title, old.advice, old.rest = "0", "nothing", "", ""
        session.flush()
        assert search(session, Reader(here), "toilet").count == 0
        assert index_anew(Here(session, here))
        assert search(session, Reader(here), "toilet").count == 1
        assert not index_anew(Here(session, here))
        index(session, filed)
        assert search(session, Reader(here), "toilet").count == 1


# ---- similar records -------------------------------------------------------------------------------------------------


def test_similar_records(library: Library) -> None:
    def like(text: str) -> list[str]:
        return [library.names[one.id] for one in similar(library.session, library.outsider, text)]

    assert (
        like("An older patient fell at night on the way to the toilet; the call bell was out of reach.")[0] == "falls"
    )
    assert like("The network went down and we printed paper charts for theatres")[0] == "downtime"
    assert like("Massive hemorrhage in the delivery suite, blood was late")[0] == "pph"
    assert like("Xylophone lessons for beginners") == []
    assert like("the of and") == []
    assert like("") == []
    assert len(like("ward night doctor nurse family emergency discharge")) == 3


def test_what_one_may_not_read_takes_no_place_among_similar_records(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        seen = records.file(session, record(here, "falls")).id
        for number in range(45):  # more than are ranked, and newer
            hidden = record(here, "falls")
            hidden.sqlmodel_update({"came_from": f"hidden:{number}", "visibility": "participants"})
            records.file(session, hidden)
        assert [one.id for one in similar(session, Reader(here), "Falls at night on the wards")] == [seen]


@pytest.mark.parametrize("typed", ["Привет", "救急", "تمريض", "٣٤"])
def test_words_of_other_scripts_are_spelled_in_letters_that_no_database_takes_apart(typed: str) -> None:
    (part,) = plain_parts(typed)
    assert part.isascii()
    assert part.isalnum()


@pytest.mark.parametrize("more", [False, True])
def test_no_more_are_counted_than_are_looked_through(
    library: Library, monkeypatch: pytest.MonkeyPatch, more: bool
) -> None:
    whole = search(library.session, library.outsider, "ward", a_page=99)
    assert not whole.more
    most = whole.count - more
    monkeypatch.setattr("storage.search.searching.LOOKED_THROUGH", most)
    some = library.search("ward")
    assert (some.count, some.more) == (most, more)
    assert len(library.search("ward", page=99).hits) == (most % A_PAGE or A_PAGE)


def test_without_words_those_looked_through_are_the_newest_whenever_they_were_filed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Filters(since=date(2000, 1, 1))
    newest = library.finds("", here)[0]
    assert newest == next(iter(SHELF)), "which was filed first"
    monkeypatch.setattr("storage.search.searching.LOOKED_THROUGH", 1)
    found = search(library.session, library.outsider, "", here, a_page=1)
    assert (library.called(found), found.more) == ([newest], True)


def test_where_more_are_found_than_are_looked_through_an_old_one_with_it_in_its_title_is_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    titled = [one for one in library.finds("theatre") if one == "theatre"]
    monkeypatch.setattr("storage.search.searching.LOOKED_THROUGH", 1)
    found = search(library.session, library.outsider, "theatre", a_page=1)
    assert library.called(found) == titled
    assert (found.count, found.more) == (1, True)
    narrowed = search(library.session, library.outsider, "theatre", Filters(site="Nowhere"), a_page=1)
    assert (narrowed.count, narrowed.more) == (0, False)
