"""The formats that a document comes in."""

import json
from datetime import datetime

from activities.kit.table import csv_file
from activities.kit.views import Document
from activities.library.document.gathering import Gathered
from activities.library.document.markdown import markdown
from activities.library.document.outline import outline, title
from activities.library.document.rows import as_data, rows

ENDINGS = {"docx": "docx", "markdown": "md", "csv": "csv", "json": "json"}
"""What a file of each format ends with."""


def format_of(ending: str) -> str | None:
    """Return the format of a file that ends with this, such as `.docx`; `None` for any other ending."""
    return {f".{one}": name for name, one in ENDINGS.items()}.get(ending.lower())


def document(gathered: Gathered, format_: str, made_at: datetime) -> Document:
    """Make a file of what was gathered, in one of `ENDINGS`. Raises `LookupError` for any other format.

    The file's name says nothing of what was asked for: names of files travel further than files.
    """
    name = f"what-was-learned-{gathered.asked_on.isoformat()}.{ENDINGS[format_]}"
    return Document(name, title(gathered.wanted), content(gathered, format_, made_at))


def content(gathered: Gathered, format_: str, made_at: datetime) -> bytes:
    """Write the file itself. Raises `LookupError` for a format that there is none of."""
    match format_:
        case "docx":
            from activities.library.document.word import word  # its library is slow to import

            return word(outline(gathered), made_at)
        case "markdown":
            return markdown(outline(gathered))
        case "csv":
            return csv_file(rows(gathered))
        case "json":
            return json.dumps(as_data(gathered), ensure_ascii=False, indent=2).encode("utf-8")
        case _:
            raise LookupError("there is no such format")
