"""Who plays in a folder: the staff and the seed, kept there so that a play goes on with the people it began with."""

import json
from collections.abc import Sequence
from pathlib import Path

from bot.staff_list import StaffRow

CAST = "cast.json"


class OtherPeople(Exception):
    """The folder keeps a play with other people than those asked for."""


def cast_of(folder: Path, staff: Sequence[StaffRow] | None, otherwise: Sequence[StaffRow]) -> list[StaffRow]:
    """The staff of the play that the folder keeps; where it keeps none, `staff`, or `otherwise`.

    Raises `OtherPeople` where it keeps one with others than `staff`.
    """
    kept = folder / CAST
    if not kept.exists():
        rows = list(staff or otherwise)
        keep_cast(folder, rows)
        return rows
    rows = [StaffRow.model_validate(row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    if staff is not None and rows[: len(staff)] != list(staff):
        raise OtherPeople
    return rows


def keep_cast(folder: Path, rows: Sequence[StaffRow]) -> None:
    """Write down who plays."""
    folder.mkdir(parents=True, exist_ok=True)
    said = json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=1)
    (folder / CAST).write_text(said, encoding="utf-8")
