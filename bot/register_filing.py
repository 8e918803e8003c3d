"""An old register's rows into the library, all of them or none; the same rows again change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.engine import Engine
from bot.register import RegisterRow
from storage import people, records
from storage.people import sure
from storage.readers import ORGANISATION, PARTICIPANTS, PUBLIC
from storage.tables import Person, Record

UNNAMED = "register"
"""What a record came from where its row does not say."""


@dataclass(frozen=True)
class Filed:
    """How many rows were new, changed a record, or were known already.

    `unread`: what only participants may read, and nobody is known to have taken part. `public`: kept within the
    organisation for now, because it takes two facilitators to let something out.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    unread: int = 0
    public: int = 0


def keep_register(engine: Engine, rows: Sequence[RegisterRow]) -> Filed:
    """Write all rows in one transaction. Raises `SeveralOrganisations` or `TurnFailed`, and nothing is saved."""

    def keep() -> Filed:
        with engine.database.writing() as session:
            organisation = sure(people.sole_organisation(session, engine.rules.timezone).id)
            return file_register(session, organisation, engine.now(session), rows)

    return engine.run("library import", keep)


def file_register(session: Session, organisation: int, now: datetime, rows: Sequence[RegisterRow]) -> Filed:
    """The same within a transaction."""
    became = [_keep(session, organisation, now, row) for row in rows]
    hidden = [row for row in rows if row.visibility == PARTICIPANTS and _contact(session, organisation, row) is None]
    return Filed(
        new=became.count("new"),
        changed=became.count("changed"),
        known=became.count("known"),
        unread=len(hidden),
        public=sum(row.visibility == PUBLIC for row in rows),
    )


def _keep(session: Session, organisation: int, now: datetime, row: RegisterRow) -> str:
    filed = records.came_from(session, organisation, f"import:{row.identity}")
    if filed is None and _was_filed_here(session, organisation, row):
        return "known"
    contact = _contact(session, organisation, row)
    if filed is None:
        _file(session, organisation, now, row, contact)
        return "new"
    if filed.withdrawn_at is not None or filed.digest == row.digest:
        return "known"
    filed.digest = row.digest
    said = {field for field in _content(row, contact) if _column(field) in row.model_fields_set}
    changes = {field: value for field, value in _content(row, contact).items() if field in said and value is not None}
    if filed.visibility == PUBLIC and row.visibility == PUBLIC:
        changes.pop("visibility", None)
    return "changed" if records.change(session, filed, None, now, changes) else "known"


def _file(session: Session, organisation: int, now: datetime, row: RegisterRow, contact: Person | None) -> None:
    day = row.date or row.until or now.date()
    content = _content(row, contact) | {"happened_from": day, "happened_until": row.until or day}
    made = Record(
        organisation_id=organisation,
        activity=row.activity or UNNAMED,
        came_from=f"import:{row.identity}",
        title=row.title,
        happened_from=day,
        happened_until=day,
        filed_at=now,
        digest=row.digest,
    )
    made.sqlmodel_update(content)
    records.file(session, made, [sure(contact.id)] if contact else [])


def _content(row: RegisterRow, contact: Person | None) -> dict[str, object]:
    return {
        "title": row.title,
        "happened_from": row.date,
        "happened_until": row.until or row.date,
        "visibility": ORGANISATION if row.visibility == PUBLIC else row.visibility,
        "sites": row.site,
        "topics": row.topics,
        "summary": row.summary,
        "lessons": row.lessons,
        "actions": row.actions,
        "attribution": row.attribution,
        "licence": row.licence,
        "contact": "" if contact else row.contact,
        "contact_id": sure(contact.id) if contact else None,
        "review_on": row.review_on,
    }


def _column(field: str) -> str:
    columns = {"happened_from": "date", "happened_until": "date", "sites": "site", "contact_id": "contact"}
    return columns.get(field, field)


def _was_filed_here(session: Session, organisation: int, row: RegisterRow) -> bool:
    """Whether the row is an export of something that was filed here, which an import does not change."""
    ours = records.came_from(session, organisation, row.id) if row.id else None
    return ours is not None and (ours.title == row.title or ours.withdrawn_at is not None)


def _contact(session: Session, organisation: int, row: RegisterRow) -> Person | None:
    return people.by_email(session, organisation, row.contact) if "@" in row.contact else None
