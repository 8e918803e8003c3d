"""The library's shelves: filing once, changing with a history, withdrawing without a trace, and who may read."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from storage import organisations, record_people, records, uses
from storage.database import Database
from storage.here import Here
from storage.membership import Reader
from storage.tables import Person, Record, Use

NOW = datetime(2026, 12, 11, 9, tzinfo=UTC)


def record(organisation: int, title: str, source: str = "coffee:7", **more: Any) -> Record:
    made = Record(
        organisation_id=organisation,
        activity="coffee",
        came_from=source,
        title=title,
        happened_from=date(2026, 11, 2),
        happened_until=date(2026, 11, 30),
        filed_at=NOW,
        figures={"met": 3},
        quotes=[{"text": "Lovely.", "said_by": "A colleague", "person": "0"}],
    )
    made.sqlmodel_update(more)
    return made


def organisation(session: Session) -> int:
    return organisations.new(session, "Europe/London").id


def somebody(session: Session, organisation: int, name: str) -> int:
    person = Person(organisation_id=organisation, name=name, email=f"{name.lower()}@example.org")
    session.add(person)
    session.flush()
    return person.id


def test_what_comes_from_one_source_is_filed_once_in_its_organisation(database: Database) -> None:
    with database.writing() as session:
        here, elsewhere = organisation(session), organisation(session)
        first = records.file(session, record(here, "First"))
        again = records.file(session, record(here, "Again"))
        assert (again.id, again.title) == (first.id, "First")
        assert records.file(session, record(elsewhere, "Theirs")).title == "Theirs"
    with database.reading() as session:
        kept = records.came_from(Here(session, here), "coffee:7")
        assert kept is not None
        assert (kept.title, kept.figures, kept.quotes) == ("First", {"met": 3}, record(here, "").quotes)


def test_who_may_read_is_for_the_record_to_say(database: Database) -> None:
    with database.writing() as session:
        here, elsewhere = organisation(session), organisation(session)
        filer, took_part, other = (somebody(session, here, name) for name in ("Ann", "Bo", "Cat"))
        stranger = somebody(session, elsewhere, "Dan")
        session.get_one(Person, other).facilitates = True
        ours = records.file(
            session, record(here, "Ours", "review:1", visibility="participants", filed_by_id=filer), [took_part]
        )
        open_to_all = records.file(session, record(here, "Everybody’s", "review:2"))

        def read(reader: Reader) -> list[str]:
            found = [records.get(session, reader, one.id) for one in (ours, open_to_all)]
            return [one.title for one in found if one]

        for person in (filer, took_part):
            assert read(Reader(here, person)) == ["Ours", "Everybody’s"]
        for reader in (Reader(here, other), Reader(here)):
            assert read(reader) == ["Everybody’s"]
        for reader in (Reader(elsewhere, stranger), Reader(elsewhere, took_part), Reader(elsewhere)):
            assert read(reader) == []
        assert records.participants(Here(session, here), ours.id) == [took_part]


def test_a_change_keeps_how_it_stood(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        filed = records.file(session, record(here, "Frist", lessons=["Ask early"]))
        assert records.change(session, filed, None, NOW, {"title": "First", "review_on": date(2027, 1, 1)})
        assert not records.change(session, filed, None, NOW, {"title": "First"})
        assert (filed.title, filed.revision) == ("First", 2)
        (before,) = records.revisions(Here(session, here), filed.id)
        assert (before.number, before.content["title"], before.content["lessons"]) == (1, "Frist", ["Ask early"])
        assert [records.is_overdue(filed, date(year, 1, 1)) for year in (2026, 2027)] == [False, True]
        with pytest.raises(LookupError):
            records.change(session, filed, None, NOW, {"came_from": "elsewhere"})


def test_withdrawing_leaves_a_tombstone(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        ann = somebody(session, here, "Ann")
        filed = records.file(session, record(here, "Gone", filed_by_id=ann, lessons=["Ask early"]), [ann])
        records.change(session, filed, ann, NOW, {"title": "Soon gone"})
        uses.note(session, Use(organisation_id=here, record_id=filed.id, person_id=ann, used_at=NOW))
        records.withdraw(session, filed, NOW)
    with database.reading() as session:
        left = records.came_from(Here(session, here), "coffee:7")
        assert left is not None
        content = [getattr(left, field) for field in records.CONTENT if not field.startswith(("happened", "visib"))]
        assert not any(content)
        assert left.withdrawn_at is not None
        assert left.withdrawn_at.date() == NOW.date()
        assert records.get(session, Reader(here, ann), left.id) is None
        assert not records.revisions(Here(session, here), left.id)
        assert not uses.of_record(Here(session, here), left.id)
        assert not record_people.naming(Here(session, here), ann)


def test_a_lesson_is_reused_once_somebody_says_so(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        ann = somebody(session, here, "Ann")
        one, two = (records.file(session, record(here, "R", source)).id for source in ("a:1", "a:2"))
        for use, lessons in ((one, ["Ask early"]), (two, [])):
            told = Use(organisation_id=here, record_id=use, person_id=ann, used_at=NOW, lessons=lessons)
            uses.note(session, told)
        assert uses.counts(Here(session, here), [one, two, 99]) == {one: 1, two: 1}
        named, whole = ([use for use, _ in uses.of_record(Here(session, here), used)] for used in (one, two))
        assert uses.is_reused("Ask early", named)
        assert not uses.is_reused("Ask late", named)
        assert uses.is_reused("Ask late", whole)
        assert not uses.is_reused("Ask late", [])


def test_nothing_in_the_library_names_whoever_was_forgotten(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        ann, bo = somebody(session, here, "Ann"), somebody(session, here, "Bo")
        said = [
            {"text": f"{who} was here.", "said_by": who, "person": str(of)} for who, of in (("Ann", ann), ("Bo", bo))
        ]
        details: dict[str, Any] = {"filed_by_id": ann, "contact_id": ann, "contact": "ann@example.org", "quotes": said}
        filed = records.file(session, record(here, "Kept", **details), [ann, bo])
        records.change(session, filed, ann, NOW, {"title": "Kept still", "contact": ""})
        used = Use(organisation_id=here, record_id=filed.id, person_id=ann, used_at=NOW, used_in="Ann’s ward")
        uses.note(session, used)
        record_people.forget(Here(session, here), ann, "Ann", "ann@example.org")
    with database.reading() as session:
        kept = records.came_from(Here(session, here), "coffee:7")
        assert kept is not None
        assert (kept.filed_by_id, kept.contact_id, kept.contact) == (None, None, "")
        assert kept.quotes == [said[1]]
        (before,) = records.revisions(Here(session, here), kept.id)
        assert before.changed_by_id is None
        assert "ann" not in str(before.content).lower()
        assert records.participants(Here(session, here), kept.id) == [bo]
        assert [(use.person_id, use.used_in) for use, _ in uses.of_record(Here(session, here), kept.id)] == [(ann, "")]
