"""CSV: read as people save it, with any delimiter, byte-order mark, line ends, order and case of columns.

Here is also the one place in which CSV is written, and where no cell is let do anything in a spreadsheet program.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storage.private_file import write_private

DELIMITERS = ",;\t"
_SEP = "sep="

OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How files begin that are no plain text: PDF, Excel and Word now and of old, rich text."""

NO_CSV = "this is no CSV file; open it in Excel and save it as “CSV UTF-8”"
NO_NAMES = "this line must have the names of the columns, and has none of these"
UNREADABLE = "this line cannot be read: a quotation mark in it stands where none can, or a cell of it is far too long"

_BEGINS_A_CELL = r"(?P<before>^|[;\t\r\n])"
"""Where a cell can begin: a program that takes another delimiter than ours begins some in the middle of ours."""

_PASSED_OVER = r"[^\S;\t\r\n]|['\"\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
"""What programs drop or do not show at the beginning of a cell, so that what follows counts as its first character."""

_RUNS = r"(?:" + _PASSED_OVER + r")*[-=+@＝＋－＠﹦﹢﹣﹫]"
"""What a program takes for the beginning of a formula."""

_COULD_RUN = re.compile(_BEGINS_A_CELL + rf"(?={_RUNS})")
_WAS_MADE_INERT = re.compile(_BEGINS_A_CELL + rf"'(?={_RUNS})")


@dataclass(frozen=True, order=True)
class Problem:
    """Something in a file that must be put right: where, and what to do."""

    file: str
    line: int
    """As a text editor counts; 1 is the line with the names of the columns."""
    column: str
    what: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.what}"


class WrongFile(Exception):
    """Raised for a file that cannot be taken: a sentence for each problem, by line. It repeats nothing from a cell."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One line of a table: its values by column, without spaces around them, or what `inert` put before them."""

    file: str
    line: int
    values: dict[str, str]

    def problem(self, column: str, what: str) -> Problem:
        """Say what must be put right in a column of this line."""
        return Problem(self.file, self.line, column, what)


@dataclass(frozen=True)
class Table:
    """What a file holds: the names of its columns, and its rows in order."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    marked: bool
    """Whether the file began with a byte-order mark, which Excel needs to read accents aright."""


def read_table(path: Path, needed: Sequence[str], problems: list[Problem]) -> Table:
    """Read a file, as `table_in` does. Raises OSError if it cannot be read."""
    return table_in(path.name, path.read_bytes(), needed, problems)


def table_in(file: str, content: bytes, needed: Sequence[str], problems: list[Problem], quotes: bool = True) -> Table:
    """Read what a file holds; what is wrong with it as a whole, or with a line, goes to `problems`, and may end it.

    Names of columns come in lower case with underscores. Without `quotes`, quotation marks are characters like others,
    and each line is a row.
    """
    text = plain_text(file, content, problems)
    if text is None:
        return Table((), (), marked=False)
    lines = lines_of(file, text, problems, delimiter_of(text), quotes)
    start, header = next(lines, (1, []))
    columns = tuple(_column_name(cell) for cell in header)
    twice = sorted(column for column, times in Counter(columns).items() if column and times > 1)
    missing = [column for column in needed if column not in columns]
    problems += [Problem(file, start, column, "there are two columns of this name") for column in twice]
    if len(missing) == len(needed) > 1:
        problems.append(Problem(file, start, "", f"{NO_NAMES}: {', '.join(needed)}"))
        return Table((), (), marked=False)
    problems += [Problem(file, start, column, "this column is missing") for column in missing]
    rows = []
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(Problem(file, line, "", "there are more values than columns"))
        values = {column: as_typed(cell.strip()) for column, cell in zip(columns, cells, strict=False)}
        rows.append(Row(file, line, {column: values.get(column, "") for column in columns}))
    return Table(columns, tuple(rows), content.startswith(codecs.BOM_UTF8))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], marked: bool) -> None:
    """Write a file that only its owner may read, with a byte-order mark if `marked`. Raises OSError."""
    text = csv_text([columns, *rows], line_end="\n")
    write_private(path, (codecs.BOM_UTF8 if marked else b"") + text.encode())


def decoded(content: bytes) -> str:
    """Decode a file's bytes: UTF-16, which Excel calls Unicode text, where they begin with its mark; else UTF-8.

    What is neither is what Excel on Windows writes when it is not asked for UTF-8; in that every byte means something.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def plain_text(file: str, content: bytes, problems: list[Problem]) -> str | None:
    """Decode a file that may hold a table; of one that is of another format `problems` says so, and there is none."""
    text = decoded(content)
    if content.startswith(OTHER_FORMATS) or "\0" in text:  # as in pictures, and in UTF-16 without its mark
        is_text_until = 0 if content.startswith(OTHER_FORMATS) else text.index("\0")
        problems.append(Problem(file, 1 + text.count("\n", 0, is_text_until), "", NO_CSV))
        return None
    return text


def lines_of(
    file: str, text: str, problems: list[Problem], delimiter: str, quotes: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not empty, with the number at which it starts, up to one that cannot be read.

    A quotation mark that is opened and never closed would else swallow the rest of the file into one cell. A first
    line that names the delimiter, as Excel has its own way to, is left out.
    """
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, quoting=quoting)
    start, is_first = 1, True
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if not (is_first and cells[0].lower().startswith(_SEP)):
                    yield start, cells
                is_first = False
            start = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(file, start, "", UNREADABLE))


def delimiter_of(text: str) -> str:
    """Return the delimiter that a file names, or of which its first line with names of columns holds most."""
    return named_delimiter(text) or max(DELIMITERS, key=_first_line(text).count)


def named_delimiter(text: str) -> str | None:
    """Return the delimiter that a file names itself, as Excel does in a first line: `sep=;`."""
    first = _first_line(text).strip()
    return first[4] if first.lower().startswith(_SEP) and len(first) == 5 else None


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _column_name(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())


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
