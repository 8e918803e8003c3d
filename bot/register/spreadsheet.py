"""Spreadsheets as Excel saves them (XLSX) → the lines of their sheets, every cell as the text that it shows."""

import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

XLSX, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files begin that Excel saves now, and those that it saved of old or saves with a password."""

_DAMAGED = (
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl raises for files that are damaged or no spreadsheet; those of XML are all a `SyntaxError`."""

_ZEROS = re.compile("0+")


class NoSpreadsheet(Exception):
    """Raised for a file that begins as a spreadsheet does, and cannot be read as one."""


@dataclass(frozen=True)
class Sheet:
    """One sheet, by its name: every row that is not empty, with its number."""

    name: str
    lines: Sequence[tuple[int, list[str]]]


def sheets_in(content: bytes) -> list[Sheet]:
    """Read every sheet that is shown. Raises `NoSpreadsheet`."""
    from openpyxl import load_workbook  # a fifth of a second, for those who bring such a file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is in it besides cells
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return [Sheet(one.title, list(_lines(one))) for one in book.worksheets if one.sheet_state == "visible"]
    except _DAMAGED:
        raise NoSpreadsheet from None


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # programs that write spreadsheets often state them wrongly
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_shown(cell.value, cell.number_format) for cell in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _shown(value: object, form: str) -> str:
    """Return the text that Excel shows for a value: numbers without a point, and as many zeros as the format says."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(form):
        return str(value).zfill(len(form))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
