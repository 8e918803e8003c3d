"""Taking passages out of one place, wherever it lies: what hangs on the text is brought along."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, select, update
from sqlmodel import Session, SQLModel
from sqlmodel import select as select_rows

from storage.here import Here
from storage.naming.places import PACKED, Path, Place, texts_in
from storage.search import shelving
from storage.tables import Record, Use

INSTEAD = "a colleague"

STAYS = frozenset({"people", "accounts", "conversations", "shared_addresses"})
"""Tables that say who somebody is: they go when they are forgotten, and no name is put in place of theirs."""


def at(here: Here, key: str) -> Place | None:
    """Return the place with this key, with the text that stands there now; `None` where there is none any more."""
    table, row, column, path = json.loads(key)
    value = _value(here, SQLModel.metadata.tables[table], tuple(row), column)
    texts = dict(texts_in(table, column, value))
    text = texts.get(tuple(path))
    return Place(table, tuple(row), column, tuple(path), text) if text is not None else None


def digest(text: str) -> str:
    """Return a digest by which it is known whether a text still is what it was."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def without(text: str, passages: Sequence[Sequence[int]]) -> str:
    """Return a text in which `INSTEAD` stands in place of these passages."""
    for start, end in sorted(map(tuple, passages), reverse=True):
        instead = INSTEAD.capitalize() if not text[:start].strip() else INSTEAD
        text = text[:start] + instead + text[end:]
    return text


def take_out(here: Here, place: Place, passages: Sequence[Sequence[int]]) -> None:
    """Let `INSTEAD` stand in place of these passages. Whoever calls says so with `turn.erases`.

    A record is found by its new words, its buttons are those of a new revision, and no history keeps the old ones.
    """
    text = without(place.text, passages)
    table = SQLModel.metadata.tables[place.table]
    value = _value(here, table, place.row, place.column)
    packed = (place.table, place.column) in PACKED
    if packed:
        value = json.loads(str(value))
    value = _with(value, place.path, text)
    if packed:
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    changes: dict[str, Any] = {place.column: value}
    if place.table == "messages":
        changes["digest"] = sha256(str(value).encode()).hexdigest()
    here.session.connection().execute(update(table).where(*_is(table, here.org, place.row)).values(changes))
    here.session.expire_all()
    if place.table == "records":
        _changed(here.session, int(place.row[0]), place, text)


def _changed(session: Session, number: int, place: Place, text: str) -> None:
    record = session.get_one(Record, number)
    record.revision += 1
    if place.column == "lessons":  # what somebody said of using it goes by the lesson's words
        for use in session.exec(select_rows(Use).where(Use.record_id == number)).all():
            use.lessons = [text if one == place.text else one for one in use.lessons]
    session.flush()
    shelving.index(session, record)


def _value(here: Here, table: Table, row: tuple[int | str, ...], column: str) -> object:
    found = here.session.connection().execute(select(table.c[column]).where(*_is(table, here.org, row)))
    return found.scalar_one_or_none()


def _is(table: Table, organisation: int, row: tuple[int | str, ...]) -> list[Any]:
    keys = zip(table.primary_key.columns, row, strict=True)
    return [table.c.organisation_id == organisation, *(column == value for column, value in keys)]


def _with(value: Any, path: Path, text: str) -> Any:
    """Return a value of JSON in which another text stands at the end of a path."""
    if not path:
        return text
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_with(one, rest, text) if number == first else one for number, one in enumerate(value)]
    return {key: _with(one, rest, text) if key == first else one for key, one in value.items()}
