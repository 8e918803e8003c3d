"""What was gathered, for spreadsheets and for other systems."""

from collections.abc import Iterator

from activities.kit.wording import NOT_GUIDANCE
from activities.library.document.gathering import Gathered, Lesson, Source
from activities.library.document.outline import asked_for, called, how_to_read, reused, title
from activities.library.labels import action, kind, stands
from storage.tables import Record

HEADINGS = (
    *("number", "theme", "lesson", "reuse", "record", "title", "kind", "from", "until", "sites", "topics", "summary"),
    *("actions", "attribution", "ask", "visibility", "licence", "review_on", "overdue", "note"),
)


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
