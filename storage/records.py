"""The library's shelves: filing a record, and finding it by what it came from."""

from sqlmodel import Session, select

from storage.tables import Record


def came_from(session: Session, organisation: int, source: str) -> Record | None:
    """The record filed from `source`, which is `activity:id`."""
    return session.exec(
        select(Record).where(Record.organisation_id == organisation, Record.came_from == source)
    ).one_or_none()


def file(session: Session, record: Record) -> Record:
    """Put a record in the library; where its source has been filed before, that record is kept and given back."""
    filed = came_from(session, record.organisation_id, record.came_from)
    if filed is not None:
        return filed
    session.add(record)
    session.flush()
    return record
