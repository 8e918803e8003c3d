"""The library as a register that can be imported again: JSON lines with every field, or CSV for a spreadsheet."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from activities.kit.screen import may_be_kept
from activities.kit.table import csv_file, listed
from storage import people, uses
from storage.here import Here
from storage.membership import ORGANISATION, PUBLIC
from storage.tables import Record
from storage.tables.records import FILED

COLUMNS = (
    *("id", "activity", "title", "date", "until", "site", "topics", "summary", "lessons", "actions", "visibility"),
    *("contact", "attribution", "licence", "review_on", "filed_at", "uses", "figures", "quotes"),
)
RECORDS_READ_TOGETHER = 200


def identity(record: Record) -> str:
    """Return by what a record is known outside: the id that its row had, or else what it came from."""
    return record.came_from.removeprefix("import:")


def exported(here: Here, everything: bool) -> Iterator[dict[str, Any]]:
    """Yield a row of `COLUMNS` for each record that the whole organisation may read, or `everything`; oldest first.

    What waits for a facilitator's reading does not leave. Texts that would be stopped today are left out: rules may
    have grown since something was filed.
    """
    ordered = select(Record).where(*_chosen(here, everything)).order_by(col(Record.happened_until), col(Record.id))
    for some in here.session.exec(ordered.execution_options(yield_per=RECORDS_READ_TOGETHER)).partitions():
        used = uses.counts(here, [record.id for record in some])
        asked = [record.contact_id for record in some if record.contact_id]
        known = {person.id: person for person in people.several(here, asked)}
        for record in some:
            contact = known.get(record.contact_id or 0)
            whom = (contact.email or contact.name) if contact else record.contact
            yield {column: _kept(value) for column, value in _values(record, whom, used.get(record.id, 0)).items()}


def number(here: Here, everything: bool) -> int:
    """Count the rows that `exported` yields."""
    return here.session.exec(select(func.count()).select_from(Record).where(*_chosen(here, everything))).one()


def _chosen(here: Here, everything: bool) -> list[ColumnElement[bool]]:
    seen_by = [] if everything else [col(Record.visibility).in_((ORGANISATION, PUBLIC))]
    is_here = col(Record.organisation_id) == here.org
    return [is_here, col(Record.withdrawn_at).is_(None), col(Record.phase) == FILED, *seen_by]


def as_json(row: dict[str, Any]) -> str:
    """Write a row as one line."""
    return json.dumps(row, ensure_ascii=False)


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """Write a table with the names of the columns above it; lists with semicolons between their parts."""
    return csv_file([COLUMNS, *([_cell(row[column]) for column in COLUMNS] for row in rows)])


def _values(record: Record, contact: str, used: int) -> dict[str, Any]:
    return {
        "id": identity(record),
        "activity": record.activity,
        "title": record.title,
        "date": record.happened_from.isoformat(),
        "until": record.happened_until.isoformat(),
        "site": record.sites,
        "topics": record.topics,
        "summary": record.summary,
        "lessons": record.lessons,
        "actions": record.actions,
        "visibility": record.visibility,
        "contact": contact,
        "attribution": record.attribution,
        "licence": record.licence,
        "review_on": record.review_on.isoformat() if record.review_on else "",
        "filed_at": record.filed_at.isoformat(),
        "uses": used,
        "figures": record.figures,
        "quotes": [{"text": quote["text"], "said_by": quote["said_by"]} for quote in record.quotes],
    }


def _kept(value: Any) -> Any:
    match value:
        case str():
            return value if may_be_kept(value) else ""
        case list():
            return [one for one in value if all(map(may_be_kept, one.values() if isinstance(one, dict) else [one]))]
        case _:
            return value


def _cell(value: Any) -> str:
    match value:
        case list():
            return listed([_part(one) for one in value])
        case dict():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return str(value)


def _part(one: Any) -> str:
    match one:
        case {"text": text, "said_by": said_by}:
            return f"“{text}” – {said_by}"
        case {"text": text, "owner": owner, "due": due}:
            about = ", ".join(filter(None, [owner, f"by {due}" if due else ""]))
            return f"{text} ({about})" if about or text.endswith(")") else str(text)
        case _:
            return str(one)
