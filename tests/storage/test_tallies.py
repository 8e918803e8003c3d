"""How many records there are of each kind, topic and site: counted record by record as by counting all of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session, col, delete, select, update

from storage import catalogue, record_people, records, schema, tallies, waiting
from storage.database import Database
from storage.here import Here
from storage.membership import VISIBILITIES, Reader, may_read
from storage.tables import Organisation, Participant, Record, RecordTally
from storage.tables.records import FILED
from tests.storage.test_records import NOW, organisation, record, somebody

PEOPLE = ("Ann", "Bo", "Cat")
NAMES = st.lists(st.sampled_from(["falls", "Falls", "Café", 'O’Brien "House"', "100 %", "😀"]), max_size=4)
RECORDS = st.integers(0, 4)

Done = tuple[str, int, object]
"""What becomes of which record, and with what."""

LIVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["topics", "sites"]), RECORDS, NAMES),
        st.tuples(st.just("visibility"), RECORDS, st.sampled_from(VISIBILITIES)),
        st.tuples(st.just("phase"), RECORDS, st.sampled_from([FILED, waiting.FOR_READING, waiting.GOING])),
        st.tuples(st.just("activity"), RECORDS, st.sampled_from(["coffee", "review"])),
        st.tuples(st.sampled_from(["withdraw", "delete", "take part", "author"]), RECORDS, st.sampled_from(PEOPLE)),
        st.tuples(st.just("forget"), st.just(0), st.sampled_from(PEOPLE)),
        st.tuples(st.just("all at once"), st.just(0), st.sampled_from(VISIBILITIES)),
    ),
    max_size=25,
)


def lived(session: Session, here: int, life: Sequence[Done]) -> dict[str, int]:
    """Lead a library through what becomes of its records; gives back its people."""
    people = {name: somebody(session, here, name) for name in PEOPLE}
    for what, number, said in life:
        source = f"review:{number}"
        one = records.came_from(Here(session, here), source)
        if what == "forget":
            record_people.forget(Here(session, here), people[str(said)], str(said))
        elif what == "all at once":  # as whatever reads no record may
            session.exec(update(Record).where(col(Record.organisation_id) == here).values(visibility=said))
            session.expire_all()
        elif one is None:
            records.file(session, record(here, "R", source, topics=["falls"], **_as_filed(what, said, people)))
        else:
            _becomes(session, one, what, said, people)
        session.flush()
    return people


def _becomes(session: Session, one: Record, what: str, said: object, people: Mapping[str, int]) -> None:
    match what, said:
        case "withdraw", _:
            records.withdraw(session, one, NOW)
        case "delete", _:
            session.exec(delete(Record).where(col(Record.id) == one.id))
            session.expire_all()
        case "take part", str(name):
            session.merge(Participant(organisation_id=one.organisation_id, record_id=one.id, person_id=people[name]))
        case "author", str(name):
            one.filed_by_id = people[name]
        case (("topics" | "sites" | "visibility"), _) if one.withdrawn_at is None:
            records.change(session, one, None, NOW, {what: said})
        case (("phase" | "activity"), _):
            setattr(one, what, said)


def _as_filed(what: str, said: object, people: Mapping[str, int]) -> dict[str, object]:
    if what == "author":
        return {"filed_by_id": people[str(said)], "visibility": "participants"}
    return {what: said} if what in ("sites", "visibility", "phase", "activity") else {}


def counted_anew(session: Session, reader: Reader) -> dict[str, dict[str, int]]:
    """Read all that somebody may read, and count."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (tallies.KIND, tallies.TOPIC, tallies.SITE)}
    for one in session.exec(select(Record).where(may_read(reader))).all():
        counts[tallies.KIND][one.activity] += 1
        counts[tallies.TOPIC].update(set(one.topics))
        counts[tallies.SITE].update(set(one.sites))
    return {kind: dict(names) for kind, names in counts.items()}


def kept(session: Session, here: int) -> dict[str, dict[str, int]]:
    """What the database has counted."""
    counts: dict[str, dict[str, int]] = {kind: {} for kind in (tallies.KIND, tallies.TOPIC, tallies.SITE)}
    for row in session.exec(select(RecordTally).where(RecordTally.organisation_id == here)).all():
        counts[row.kind][row.name] = row.records
    return counts


def holds(database: Database, life: Sequence[Done]) -> None:
    with database.writing() as session:
        here, elsewhere = organisation(session), organisation(session)
        records.file(session, record(elsewhere, "Theirs", topics=["falls"], sites=["Café"]))
        people = lived(session, here, life)
        for place in (here, elsewhere):
            assert kept(session, place) == counted_anew(session, Reader(place))
        for reader in (Reader(here), *(Reader(here, person) for person in people.values())):
            whole = counted_anew(session, reader)
            assert catalogue.topics(session, reader) == whole[tallies.TOPIC]
            assert catalogue.sites(session, reader) == whole[tallies.SITE]
            assert catalogue.activities(session, reader) == sorted(whole[tallies.KIND])
        session.rollback()


@settings(max_examples=25)
@given(LIVES)
def test_what_is_counted_record_by_record_is_what_counting_all_gives(database: Database, life: Sequence[Done]) -> None:
    holds(database, life)


@pytest.mark.slow
@settings(max_examples=400)
@given(LIVES)
def test_and_in_many_more_lives(database: Database, life: Sequence[Done]) -> None:
    holds(database, life)


def test_a_name_that_no_record_has_any_more_is_not_kept(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        both = {"topics": ["Quistgaard’s fall", "falls"], "sites": ["Quistgaard wing"]}
        one = records.file(session, record(here, "R", "review:1", **both))
        records.file(session, record(here, "R", "review:2", topics=["falls"]))
        records.change(session, one, None, NOW, {"topics": ["falls"], "sites": []})
        assert kept(session, here) == {"activity": {"coffee": 2}, "topic": {"falls": 2}, "site": {}}
        records.withdraw(session, one, NOW)
        assert kept(session, here) == {"activity": {"coffee": 1}, "topic": {"falls": 1}, "site": {}}
        session.exec(delete(Organisation).where(col(Organisation.id) == here))
        assert not any(kept(session, here).values())


def test_a_name_that_is_longer_than_a_list_shows_is_kept_and_not_counted(database: Database) -> None:
    long = "".join(str(number) for number in range(2_000))
    with database.writing() as session:
        here = organisation(session)
        one = records.file(session, record(here, "R", "review:1", topics=[long, "falls"], sites=[long]))
        assert kept(session, here) == {"activity": {"coffee": 1}, "topic": {"falls": 1}, "site": {}}
        records.change(session, one, None, NOW, {"topics": [long], "visibility": "participants"})
        author = Reader(here, one.filed_by_id)
        assert not {**catalogue.topics(session, author), **catalogue.sites(session, author)}
        assert one.topics == [long]


@pytest.mark.parametrize("empty", ["postgres"], indirect=True)
def test_two_installations_in_one_database_each_have_their_counts(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.writing() as session:
        session.execute(text("CREATE SCHEMA other"))
    other = Database(empty.url.update_query_dict({"options": "-csearch_path=other"}).render_as_string(False))
    schema.upgrade(other)
    with other.writing() as session:
        here = organisation(session)
        records.file(session, record(here, "R", "review:1", topics=["falls"]))
        assert kept(session, here)["topic"] == {"falls": 1}
    other.close()


def test_two_who_file_at_the_same_moment_both_count(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
    together = Barrier(2)

    def files(number: int) -> None:
        together.wait()
        for place in range(10):
            names = ["falls", "beds", "tea"][:: 1 if number else -1]
            with database.writing() as session:
                records.file(session, record(here, "R", f"review:{number}-{place}", topics=names))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(files, range(2)))
    with database.reading() as session:
        assert kept(session, here) == {
            "activity": {"coffee": 20},
            "topic": {"falls": 20, "beds": 20, "tea": 20},
            "site": {},
        }


def test_a_library_that_was_there_before_is_counted_once(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.writing() as session:
        here = organisation(session)
        for number, visibility in enumerate(VISIBILITIES):
            labels = {"topics": ["falls", "falls", "tea"], "sites": ["Café"], "visibility": visibility}
            records.file(session, record(here, "R", f"review:{number}", **labels))
    with empty.changing_tables() as connection:
        on = "" if empty.is_sqlite else " ON records"
        for trigger in ("added", "changed", "gone"):  # as where a step has put a copy of the table in its place
            connection.execute(text(f"DROP TRIGGER {tallies.NAME}_{trigger}{on}"))
        connection.execute(text("UPDATE records SET visibility = 'public'"))
    for _ in range(2):
        schema.upgrade(empty)
        with empty.writing() as session:
            assert kept(session, here) == counted_anew(session, Reader(here))
            assert kept(session, here)["topic"] == {"falls": 3, "tea": 3}
    with empty.writing() as session:
        first = records.came_from(Here(session, here), "review:0")
        assert first is not None
        records.withdraw(session, first, NOW + timedelta(days=1))
        assert kept(session, here) == counted_anew(session, Reader(here))
