"""Who plays in a folder: a staff list that is kept there, so that a play goes on with the people it began with."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from activities.kit.table import write_table
from bot.register.staff_list import COLUMNS, StaffRow, read_staff_list
from bot.sandbox.rehearsal import Rehearsal

CAST = "cast.csv"
DOMAIN = "new.example"


class OtherPeople(Exception):
    """Raised where the folder keeps a play with other people than those asked for."""


def cast_of(folder: Path, staff: Sequence[StaffRow] | None, otherwise: Sequence[StaffRow]) -> list[StaffRow]:
    """Read the staff of the play that the folder keeps; where it keeps none, begin with `staff`, or `otherwise`.

    Raises `OtherPeople` where it keeps one that did not begin with `staff`.
    """
    kept = folder / CAST
    if not kept.exists():
        rows = list(staff or otherwise)
        keep_cast(folder, rows)
        return rows
    rows = read_staff_list(kept)
    if staff is not None and rows[: len(staff)] != list(staff):
        raise OtherPeople
    return rows


def new_row(stage: Rehearsal, values: Mapping[str, Mapping[str, Any]]) -> StaffRow:
    """Make the row of somebody new, from what a form holds, field by field, with an id and an address of their own.

    Raises pydantic's `ValidationError` for what is missing.
    """
    given = {name: (field[name] or "").strip() for name, field in values.items()}
    number = len(stage.users) + 1
    handle = "".join(letter if letter.isalnum() else "." for letter in given.get("name", "").lower())
    return StaffRow.model_validate({**given, "id": f"N{number:04d}", "email": f"{handle}.{number}@{DOMAIN}"})


def keep_cast(folder: Path, rows: Sequence[StaffRow]) -> None:
    """Write down who plays."""
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / CAST, COLUMNS, [_cells(row) for row in rows], marked=False)


def _cells(row: StaffRow) -> list[str]:
    said = row.model_dump() | {"sites": ";".join(row.sites), "email": row.email or ""}
    return [said[column] for column in COLUMNS]
