"""Who plays in a folder: a staff list that is kept there, so that a play goes on with the people it began with."""

import csv
from collections.abc import Sequence
from pathlib import Path

from bot.staff_list import COLUMNS, StaffRow, read_staff_list

CAST = "cast.csv"


class OtherPeople(Exception):
    """The folder keeps a play with other people than those asked for."""


def cast_of(folder: Path, staff: Sequence[StaffRow] | None, otherwise: Sequence[StaffRow]) -> list[StaffRow]:
    """The staff of the play that the folder keeps; where it keeps none, `staff`, or `otherwise`.

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


def keep_cast(folder: Path, rows: Sequence[StaffRow]) -> None:
    """Write down who plays."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / CAST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**row.model_dump(), "sites": ";".join(row.sites)} for row in rows)
