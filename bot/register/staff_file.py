"""A staff list as a file: its lines, and which of them has the names of the columns and which is about nobody."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from activities.kit.table import DELIMITERS, Problem, delimiter_of, lines_of, named_delimiter, plain_text
from bot.register.spreadsheet import OLD, XLSX, NoSpreadsheet, sheets_in
from bot.register.staff_columns import Columns, score

Line = tuple[int, list[str]]
"""What stands in a line that is not empty, cell by cell, with its number."""

TOO_OLD = (
    "this is a spreadsheet of an old kind, or one with a password; open it in Excel and save it as “Excel Workbook” "
    "(XLSX), without a password"
)
DAMAGED = "this is no spreadsheet of Excel’s, or a damaged one; open it in Excel and save it as “CSV UTF-8”"

LOOKED_FOR_IN = 20
"""The names of the columns stand in one of so many first lines: above them are titles, dates and filters."""

_IS_AN_END = re.compile(
    r"(grand |sub-?)?totals?\b|(head ?)?count\b|sum\b|number of\b|end of\b|(no )?(applied )?filters?\b|printed\b|"
    r"run (date|on|at|by)\b|report\b|page \d|\d[\d,]* (rows|records|people|staff|employees)\b"
)
"""How the last lines begin that reports add below their rows."""


@dataclass(frozen=True)
class Found:
    """The lines of a list: the names of its columns, in which line they stand, and what is below.

    `sheet`: which it is of several in a spreadsheet.
    """

    line: int
    header: list[str]
    below: list[Line]
    sheet: str = ""


def lines_in(file: Path, named: Mapping[str, str], problems: list[Problem]) -> Found:
    """Read the lines of a file; what is wrong with it goes to `problems`. Raises OSError if it cannot be read.

    `named`: columns of which somebody has said what they are.
    """
    content = file.read_bytes()
    if content.startswith((XLSX, OLD)):
        return _in_spreadsheet(file.name, content, named, problems)
    text = plain_text(file.name, content, problems)
    if text is None:
        return Found(1, [], [])
    lines = list(lines_of(file.name, text, problems, _delimiter(file.name, text, named)))
    return _below_names(lines, named)


def _in_spreadsheet(file: str, content: bytes, named: Mapping[str, str], problems: list[Problem]) -> Found:
    """Find the list in the sheet that has most names of columns, the first of several."""
    if content.startswith(OLD):
        problems.append(Problem(file, 1, "", TOO_OLD))
        return Found(1, [], [])
    try:
        sheets = sheets_in(content)
    except NoSpreadsheet:
        problems.append(Problem(file, 1, "", DAMAGED))
        return Found(1, [], [])
    found = [replace(_below_names(sheet.lines, named), sheet=sheet.name) for sheet in sheets]
    best = max(found, key=lambda one: score(one.header, named), default=Found(1, [], []))
    return best if len(found) > 1 else replace(best, sheet="")


def _below_names(lines: Sequence[Line], named: Mapping[str, str]) -> Found:
    """Find the names of the columns: the line that has most of them, the first of several."""
    if not lines:
        return Found(1, [], [])
    place = max(range(min(len(lines), LOOKED_FOR_IN)), key=lambda one: (score(lines[one][1], named), -one))
    return Found(*lines[place], list(lines[place + 1 :]))


def _delimiter(file: str, text: str, named: Mapping[str, str]) -> str:
    """Return the delimiter with which most names of columns are found: titles above them have commas, too."""

    def names(delimiter: str) -> int:
        first = islice(lines_of(file, text, [], delimiter), LOOKED_FOR_IN)
        return max((score(cells, named) for _, cells in first), default=0)

    usual = delimiter_of(text)
    return named_delimiter(text) or max([usual, *DELIMITERS], key=names)


def without_ends(lines: Sequence[Line], columns: Columns) -> tuple[list[Line], list[int]]:
    """Leave out what a report adds below its rows, such as a total; gives the numbers of those lines, too."""
    kept = list(lines)
    ends: list[int] = []
    while kept and _is_an_end(kept[-1][1], columns):
        ends.insert(0, kept.pop()[0])
    return kept, ends


def _is_an_end(cells: Sequence[str], columns: Columns) -> bool:
    if columns.value("id", cells) and columns.value("name", cells):
        return False
    return bool(_IS_AN_END.match(_first(cells)))


def _first(cells: Iterable[str]) -> str:
    return next((said for cell in cells if (said := " ".join(cell.split()).casefold())), "")
