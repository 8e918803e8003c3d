"""“I used this”: who reused a record, and which of its lessons have been."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from storage.here import Here
from storage.prepared import finds_all
from storage.tables import Person, Record, Use


def note(session: Session, use: Use) -> Use:
    """Write down that somebody used a record."""
    session.add(use)
    session.flush()
    return use


@finds_all
def of_record(here: Here, record: int) -> Select[Use, Person]:
    """Return every use of a record, and whose it was, oldest first."""
    rows = (
        select(Use, Person)
        .join(Person, col(Person.id) == col(Use.person_id))
        .where(Use.organisation_id == here.org, Use.record_id == record)
    )
    return rows.order_by(col(Use.used_at), col(Use.id))


def of_records(here: Here, records: Collection[int]) -> Mapping[int, Sequence[Use]]:
    """Map each of these records to its uses, oldest first; leave out those never used."""
    rows = select(Use).where(Use.organisation_id == here.org, col(Use.record_id).in_(records))
    found: dict[int, list[Use]] = {}
    for use in here.session.exec(rows.order_by(col(Use.used_at), col(Use.id))).all():
        found.setdefault(use.record_id, []).append(use)
    return found


def counts(here: Here, records: Collection[int]) -> Mapping[int, int]:
    """Count how often each of these records was used, by id; those never used are left out."""
    rows = (
        select(Use.record_id, func.count())
        .where(Use.organisation_id == here.org, col(Use.record_id).in_(records))
        .group_by(col(Use.record_id))
    )
    return dict(here.session.exec(rows).all())


def is_reused(lesson: str, uses: Iterable[Use]) -> bool:
    """Say whether a lesson has been *reused*, by the uses of its record; else it is *identified*."""
    return any(not use.lessons or lesson in use.lessons for use in uses)


@finds_all
def by_person(here: Here, person: int) -> Select[Use, Record]:
    """Return what this person said of records that they used, each with its record, oldest first."""
    rows = (
        select(Use, Record)
        .join(Record, col(Record.id) == col(Use.record_id))
        .where(Use.organisation_id == here.org, Use.person_id == person)
    )
    return rows.order_by(col(Use.id))


def take_words_out(here: Here, person: int) -> None:
    """Keep that this person used something, and none of their words."""
    say_nothing([use for use, _ in by_person(here, person)])


def say_nothing(uses: Iterable[Use]) -> None:
    """Empty the words of these uses, which still count."""
    for use in uses:
        use.used_in = use.adapted = use.came_of_it = use.did_not_work = ""


def says_something(use: Use) -> bool:
    """Say whether anything is told of this use, besides that it was."""
    return bool(use.used_in or use.adapted or use.came_of_it or use.did_not_work)
