"""Every place in the database where words may stand, walked from the tables themselves, so that none is forgotten.

A column is walked unless it stands in `NO_WORDS`, which holds what people never typed: a new one is searched by itself.
What nobody has been shown yet is walked by nobody: sealed answers; take-aways until they are shown, on their way to
their author too; and what somebody resolved for themselves alone.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Row,
    Select,
    String,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    func,
    not_,
    select,
    true,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (fills the metadata)
from storage import takeaways
from storage.here import Here
from storage.progress import UNSEEN, Progress

NO_WORDS: Mapping[str, frozenset[str]] = {
    "accounts": frozenset({"platform", "tenant", "user", "former", "kind", "own_chat"}),
    "actions": frozenset({"came_from", "phase"}),
    "admissions": frozenset({"phase"}),
    "audit": frozenset({"what", "about"}),
    "cafes": frozenset({"phase", "channel", "also_channel", "plan", "key"}),
    "cafe_guests": frozenset({"state"}),
    "channels": frozenset({"channel", "within", "state"}),
    "conversations": frozenset({"conversation", "kind"}),
    "departures": frozenset({"thing", "document"}),
    "draws": frozenset({"phase", "groups", "left_out"}),
    "feedback": frozenset({"met", "knew_each_other", "would_again", "quote_consent"}),
    "form_claims": frozenset({"digest"}),
    "found_names": frozenset({"place", "passages", "digest"}),
    "inbox": frozenset({"key"}),
    "meetings": frozenset({"phase"}),
    "meeting_members": frozenset({"phase"}),
    "messages": frozenset({"activity", "key", "people", "channel", "digest", "document", "subject"}),
    "name_searches": frozenset({"what", "records", "digest"}),
    "organisations": frozenset({"timezone", "appointed"}),
    "parcels": frozenset({"addressee", "people", "conversation", "reference", "state", "why"}),
    "people": frozenset({"kind", "role_group", "hours"}),
    "processes": frozenset({"holder"}),
    "prompts": frozenset({"activity", "phase", "people", "channel", "timezone"}),
    "record_pulls": frozenset({"format", "activity"}),
    "record_uses": frozenset({"phase"}),
    "records": frozenset({"activity", "came_from", "visibility", "digest", "phase"}),
    "review_members": frozenset({"part", "phase"}),
    "reviews": frozenset(
        {
            "phase",
            "template",
            "channel",
            "also_channel",
            "timezone",
            "attribution",
            "visibility",
            "about",
            "key",
            "learned_from",
        }
    ),
    "shared_addresses": frozenset({"phase"}),
    "shown_answers": frozenset({"question", "open_to"}),
    "shown_takeaways": frozenset({"kind", "share"}),
    "signups": frozenset({"state", "meetups", "role_group"}),
    "trials": frozenset({"phase", "channel", "also_channel", "timezone", "approve"}),
    "unlisted": frozenset({"digest"}),
    "vanishings": frozenset({"phase", "left_open"}),
    "wakes": frozenset({"activity", "what", "subject"}),
    "workspaces": frozenset({"platform", "tenant", "app", "former", "enterprise", "leased_by", "used", "away_code"}),
}
"""By table, the columns that hold codes, ids and digests of ours and of the platforms, and no words of people."""

NOT_WALKED = frozenset({"sealed_answers", "takeaways", "record_texts", "record_terms", "record_tallies"})
"""Tables of which no row is: what nobody has been shown, and what is made anew from records whenever they change."""

PACKED = frozenset({("messages", "body")})
"""Text columns that hold JSON."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """One text, in one column of one row; `path` leads to it where the column holds JSON."""

    table: str
    row: tuple[int | str, ...]
    column: str
    path: Path
    text: str

    @property
    def key(self) -> str:
        """What tells it from every other place, whatever stands there."""
        return json.dumps([self.table, self.row, self.column, self.path])


@cache
def with_words(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns of a table that are walked."""
    if table.name in NOT_WALKED or "organisation_id" not in table.columns:
        return ()
    kept_out = NO_WORDS.get(table.name, frozenset())
    return tuple(column for column in table.columns if may_hold_words(column) and column.name not in kept_out)


def may_hold_words(column: Column[Any]) -> bool:
    """Say whether a column is of a type that holds text, alone or within JSON."""
    return isinstance(_kind(column), JSON | String)


def walk(
    here: Here, parts: Collection[str] = (), progress: Progress = UNSEEN, of: int | None = None
) -> Iterator[Place]:
    """Yield every text of an organisation where words may stand, in an order that stays while nothing changes.

    With `parts` of names, in small letters: not of rows in which none of them stands. `of`: the `number` of rows, for
    whoever waits.
    """
    for table, row in progress.through("Searching", _rows(here), of, "rows"):
        keys = len(table.primary_key)
        where, values = tuple(row[:keys]), row[keys:]
        if parts and not _may_hold(values, parts):
            continue  # nearly every row of a large library, and each would have to be taken apart
        for column, value in zip(with_words(table), values, strict=True):
            said = json.loads(value) if value and _holds_json(column) else value
            for path, text in texts_in(table.name, column.name, said):
                yield Place(table.name, where, column.name, path, text)


def number(here: Here) -> int:
    """Count the rows through which `walk` goes."""
    counts = (select(func.count()).select_from(_rows_of(table).subquery()) for table in _walked())
    return sum(int(here.session.execute(count, {"org": here.org}).scalar_one()) for count in counts)


def _rows(here: Here) -> Iterator[tuple[Table, Row[Any]]]:
    for table in _walked():
        for row in here.session.connection().execute(_rows_of(table), {"org": here.org}):
            yield table, row


def _walked() -> Iterable[Table]:
    return sorted(filter(with_words, SQLModel.metadata.tables.values()), key=lambda table: table.name)


@cache
def _rows_of(table: Table) -> Select[Any]:
    """Ask for the key and the columns with words of each row of an organisation that is shown; JSON as it is stored."""
    keys = table.primary_key.columns
    stored = [cast(column, Text) if _holds_json(column) else column for column in with_words(table)]
    is_theirs = table.c.organisation_id == bindparam("org")
    return select(*keys, *stored).where(is_theirs, _is_shown(table)).order_by(*keys)


def _may_hold(stored: Iterable[str | None], parts: Collection[str]) -> bool:
    """Say whether one of these parts may stand in stored columns: JSON may hide letters that are not ASCII."""
    together = "\n".join(filter(None, stored)).casefold()
    return "\\u" in together or any(part in together for part in parts)


def _holds_json(column: Column[Any]) -> bool:
    return isinstance(_kind(column), JSON)


def _kind(column: Column[Any]) -> TypeEngine[Any]:
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def texts_in(table: str, column: str, value: object) -> Iterator[tuple[Path, str]]:
    """Yield the texts in a column's value, each with the path that leads to it."""
    if (table, column) in PACKED and isinstance(value, str):
        value = json.loads(value)
    yield from _leaves(value, ())


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case str() if value.strip():
            yield path, value
        case list():
            for at, one in enumerate(value):
                yield from _leaves(one, (*path, at))
        case dict():
            for key in sorted(value):
                yield from _leaves(value[key], (*path, str(key)))


def _is_shown(table: Table) -> ColumnElement[bool]:
    """Give the condition for rows that somebody else than their author has been shown, or may be."""
    match table.name:
        case "actions":
            return table.c.own.is_(False)
        case "messages":
            return not_(table.c.key.startswith(f"{takeaways.TOLD}:"))
        case _:
            return true()
