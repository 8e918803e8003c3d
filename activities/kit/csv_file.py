"""CSV files for whoever opens them in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable, Sequence

COULD_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet program runs a cell that begins with one of these, and what people typed must not run."""


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a file that Excel takes for what it is, and in which nothing runs."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return table.getvalue().encode("utf-8-sig")  # without this mark at its head Excel takes it for something else


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(COULD_BE_A_FORMULA) else cell
