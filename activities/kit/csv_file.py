"""The one place in which CSV is written, and where no cell is let do anything in a spreadsheet program."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_BEGINS_A_CELL = r"(?P<before>^|[;\t\r\n])"
"""Where a cell can begin: a program that takes another delimiter than ours begins some in the middle of ours."""

_PASSED_OVER = r"[^\S;\t\r\n]|['\"\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
"""What programs drop or do not show at the beginning of a cell, so that what follows counts as its first character."""

_RUNS = r"(?:" + _PASSED_OVER + r")*[-=+@＝＋－＠﹦﹢﹣﹫]"
"""What a program takes for the beginning of a formula."""

_COULD_RUN = re.compile(_BEGINS_A_CELL + rf"(?={_RUNS})")
_WAS_MADE_INERT = re.compile(_BEGINS_A_CELL + rf"'(?={_RUNS})")


def csv_text(rows: Iterable[Sequence[str]], line_end: str = "\r\n") -> str:
    """Write the rows as CSV with commas, in which no cell runs. The same rows give the same text everywhere."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator=line_end)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return table.getvalue()


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Write the rows as a file that Excel takes for what it is."""
    return csv_text(rows).encode("utf-8-sig")  # without this mark at its head Excel takes it for something else


def inert(cell: str) -> str:
    """Put an apostrophe before whatever in a cell could run, be it a part of a list; `as_typed` takes it away."""
    return _COULD_RUN.sub(r"\g<before>'", cell)


def as_typed(cell: str) -> str:
    """Return what a cell said before it was made inert; other cells stay as they are."""
    return _WAS_MADE_INERT.sub(r"\g<before>", cell)


def listed(parts: Sequence[str]) -> str:
    """Put several texts in one cell, with semicolons between; a semicolon within a text has a backslash before it."""
    texts = [re.sub(r"(\\*);", r"\1\1\\;", part) for part in parts]
    return ";".join([*(re.sub(r"(\\+)\Z", r"\1\1", text) for text in texts[:-1]), *texts[-1:]])


def parts_of(cell: str) -> list[str]:
    """Take apart the texts that `listed` put into a cell, or somebody by hand."""
    parts, place = [""], 0
    for found in re.finditer(r"(\\*);", cell):
        backslashes, is_text = divmod(len(found[1]), 2)
        parts[-1] += cell[place : found.start()] + "\\" * backslashes + ";" * is_text
        parts += [""] * (not is_text)
        place = found.end()
    parts[-1] += cell[place:]
    return parts
