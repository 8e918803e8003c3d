"""The library's shelves: filing a record, and finding it by what it came from."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select

from storage.tables import Record


def came_from(session: Session, organisation: int, source: str) -> Record | None:
    """The record filed from `source`, which is `activity:id`."""
    return session.exec(
        select(Record).where(Record.organisation_id == organisation, Record.came_from == source)
    ).one_or_none()


def quoting(session: Session, organisation: int, person: int) -> Sequence[Record]:
    """The records that quote this person, under whatever name."""
    rows = session.exec(select(Record).where(Record.organisation_id == organisation)).all()
    return [record for record in rows if any(is_by(quote, person) for quote in record.quotes)]


def take_quotes_out(session: Session, organisation: int, person: int) -> None:
    """Let no record quote this person any more."""
    for record in quoting(session, organisation, person):
        record.quotes = [quote for quote in record.quotes if not is_by(quote, person)]
    session.flush()


def is_by(quote: Mapping[str, str], person: int) -> bool:
    """Whether a record's quote is this person's, even one that is not by name: they may take it back."""
    return quote.get("person") == str(person)


def file(session: Session, record: Record) -> Record:
    """Put a record in the library; where its source has been filed before, that record is kept and given back."""
    filed = came_from(session, record.organisation_id, record.came_from)
    if filed is not None:
        return filed
    session.add(record)
    session.flush()
    return record
