"""A document in plain values, and the formats in which it comes.

Here is what was gathered for spreadsheets and for other systems; what people read is in `outline`, and becomes Markdown
or Word.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from activities.kit.table import csv_file
from activities.kit.views import Document
from activities.kit.wording import NOT_GUIDANCE
from activities.library.document.gathering import Gathered, Lesson, Source
from activities.library.document.markdown import markdown
from activities.library.document.outline import asked_for, called, how_to_read, outline, reused, title
from activities.library.labels import action, kind, stands
from storage.tables import Record

HEADINGS = (
    *("number", "theme", "lesson", "reuse", "record", "title", "kind", "from", "until", "sites", "topics", "summary"),
    *("actions", "attribution", "ask", "visibility", "licence", "review_on", "overdue", "note"),
)

ENDINGS = {"docx": "docx", "markdown": "md", "csv": "csv", "json": "json"}
"""What a file of each format ends with."""


def rows(gathered: Gathered) -> Iterator[list[str]]:
    """Yield a row for each lesson, lessons first, and one for each record that has none."""
    yield list(HEADINGS)
    for theme in gathered.themes:
        for lesson in theme.lessons:
            yield [lesson.number, theme.name, lesson.text, reused(lesson), *_source(lesson.source)]
    for source in gathered.sources:
        if not source.record.lessons:
            yield ["", "", "", "", *_source(source)]


def as_data(gathered: Gathered) -> dict[str, object]:
    """Return what was gathered for another system: plain values, dates as ISO 8601."""
    return {
        "title": title(gathered.wanted),
        "note": NOT_GUIDANCE,
        "asked": dict(asked_for(gathered)),
        "how_to_read": list(how_to_read(gathered)),
        "lessons": [{**_lesson(lesson), "theme": theme.name} for theme in gathered.themes for lesson in theme.lessons],
        "records": [_record(source) for source in gathered.sources],
    }


def _source(source: Source) -> list[str]:
    record = source.record
    return [
        str(record.id),
        called(record),
        kind(record.activity),
        record.happened_from.isoformat(),
        record.happened_until.isoformat(),
        "; ".join(record.sites),
        "; ".join(record.topics),
        record.summary,
        "; ".join(action(one, source.phases) for one in record.actions),
        record.attribution,
        source.asks,
        record.visibility,
        record.licence,
        record.review_on.isoformat() if record.review_on else "",
        "yes" if source.overdue else "no",
        NOT_GUIDANCE,
    ]


def _lesson(lesson: Lesson) -> dict[str, object]:
    return {"number": lesson.number, "text": lesson.text, "reused": lesson.reused, "record": lesson.source.record.id}


def _record(source: Source) -> dict[str, object]:
    record: Record = source.record
    kept = {"id", "activity", "title", "happened_from", "happened_until", "sites", "topics", "summary", "lessons"}
    kept |= {"figures", "attribution", "visibility", "licence", "review_on"}
    actions = [{**one, "stands": stands(one, source.phases)} for one in record.actions]
    quotes = [{"text": quote["text"], "said_by": quote["said_by"]} for quote in record.quotes]
    more = {"actions": actions, "quotes": quotes, "ask": source.asks, "uses": len(source.used)}
    more |= {"overdue": source.overdue, "note": NOT_GUIDANCE}
    return {**record.model_dump(mode="json", include=kept), **more}


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
