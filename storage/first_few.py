"""The first few of many rows, and how many there are: for pages that show some and say how many others there are."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlmodel import SQLModel, func, select
from sqlmodel.sql.expression import Select

Row = TypeVar("Row", bound=SQLModel)


def first_few(rows: type[Row], ids: Any, most: int, *order: Any) -> Select[Row, int]:
    """Select the rows of the first of some ids, at most so many, each with how many there are in all.

    `ids`: a select of them in the order that counts; `order`: the same, by the columns of the rows. Of the others
    nothing but the id is read.
    """
    found = ids.add_columns(func.count().over().label("whole")).limit(most).subquery()
    few: Select[Row, int] = select(rows, found.c.whole).join(found, rows.id == found.c.id)  # type: ignore[attr-defined]
    return few.order_by(*order)


def and_whole(found: Sequence[tuple[Row, int]]) -> tuple[list[Row], int]:
    """Part what such a select has found into the rows and how many there are in all."""
    return [row for row, _ in found], found[0][1] if found else 0
