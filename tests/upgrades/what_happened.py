"""What a step has done to the rows of a database, table by table, by how they stood before it and stand after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Row = Mapping[str, object]
Rows = Sequence[Row]


@dataclass(frozen=True)
class Happened:
    """To one table. `gives`: the values with which new columns begin; `mends`: the columns whose values have changed.

    `made`: the table is new. `comes`, `goes`: rows of it.
    """

    made: bool = False
    comes: bool = False
    goes: bool = False
    gives: Mapping[str, object] = field(default_factory=dict)
    mends: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()


def what_happened(
    before: Mapping[str, Rows], after: Mapping[str, Rows], keys: Mapping[str, Sequence[str]]
) -> dict[str, Happened]:
    """By the name of each table to which something has. `keys`: by which columns its rows are known."""
    seen = {name: _to_rows(before.get(name), rows, keys[name]) for name, rows in after.items()}
    return {name: happened for name, happened in seen.items() if happened != Happened()}


def _to_rows(before: Rows | None, after: Rows, keys: Sequence[str]) -> Happened:
    if before is None:
        return Happened(made=True, comes=bool(after))
    was, now = _by_key(before, keys), _by_key(after, keys)
    stayed = [(was[key], now[key]) for key in was.keys() & now.keys()]
    new = [name for old, new in stayed[:1] for name in new if name not in old]
    return Happened(
        comes=bool(now.keys() - was.keys()),
        goes=bool(was.keys() - now.keys()),
        gives={name: _one_of([row[name] for _, row in stayed]) for name in new},
        mends=frozenset(
            name for old, new in stayed for name in old.keys() & new.keys() if _plain(old[name]) != _plain(new[name])
        ),
        drops=frozenset(name for old, new in stayed[:1] for name in old if name not in new),
    )


def _by_key(rows: Rows, keys: Sequence[str]) -> dict[tuple[object, ...], Row]:
    return {tuple(row[key] for key in keys): row for row in rows}


def _one_of(values: Sequence[object]) -> object:
    """The one value that all of them are, or the several of them."""
    several = sorted({repr(value): value for value in values}.items())
    return several[0][1] if len(several) == 1 else tuple(value for _, value in several)


def _plain(value: object) -> object:
    """An order of chance is no change."""
    return sorted(map(repr, value)) if isinstance(value, list) else value
