"""What was gathered, as a document: its headings, what was asked for, the lessons by theme, and the sources."""

from collections.abc import Iterator

from activities.kit.wording import IN_SHORT, NOT_GUIDANCE, count, dated, listed
from activities.library.document.blocks import (
    Block,
    Bullets,
    Contents,
    Facts,
    Heading,
    NewPage,
    Notice,
    Outline,
    Paragraph,
    Quote,
    Table,
    Title,
)
from activities.library.document.gathering import Gathered, Lesson, Source, Theme
from activities.library.labels import action, figures, kind, used, whence
from activities.library.reading import Wanted
from activities.library.searching import described
from storage.tables import Record

# ---- what people see ------------------------------------------------------------------------------------------------

WHAT_WAS_LEARNED = "What was learned"
NO_TOPIC = "Without a topic"
NO_LESSONS = "No lessons"
UNTITLED = "(title left out)"


def outline(gathered: Gathered) -> Outline:
    """Build the whole document."""
    no_lessons: list[Block] = [Heading(1, NO_LESSONS), Paragraph("None of these records has any.")]
    return Outline(
        title=title(gathered.wanted),
        running=title(gathered.wanted),
        foot=IN_SHORT,
        page="Page {page} of {pages}",
        blocks=(
            Title(title(gathered.wanted), f"Pulled together on {dated(gathered.asked_on)}"),
            Facts(tuple(asked_for(gathered))),
            Notice(NOT_GUIDANCE),
            *(Paragraph(sentence) for sentence in how_to_read(gathered)),
            NewPage(),
            Contents("Contents"),
            NewPage(),
            *([block for theme in gathered.themes for block in _theme(theme)] or no_lessons),
            NewPage(),
            *_sources(gathered),
        ),
    )


def title(wanted: Wanted) -> str:
    """Write the title: What was learned about falls at Northgate."""
    return f"{WHAT_WAS_LEARNED}{described(wanted)}"


def asked_for(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Yield what was asked for, by whom and when, and how much there is, as labels and values."""
    wanted = gathered.wanted
    yield "About", wanted.about or "Everything in the library"
    yield from (row for row in _narrowed(wanted) if row[1])
    yield "Asked for by", gathered.asked_by or "Whoever looks after the service"
    yield "On", dated(gathered.asked_on)
    yield "Records", count(len(gathered.sources), "record")
    reused = sum(lesson.reused > 0 for lesson in gathered.lessons)
    yield "Lessons", f"{count(len(gathered.lessons), 'lesson')}, of which {reused or 'none'} reused so far"
    if overdue := sum(source.overdue for source in gathered.sources):
        yield "Overdue", f"{count(overdue, 'record')} past the date of review; each says so"


def how_to_read(gathered: Gathered) -> Iterator[str]:
    """Yield what a reader has to know, a sentence or two at a time."""
    yield (
        "Each lesson is worded as advice to the next team, and names the record it comes from; the appendix has those "
        "records whole. A lesson is “reused” once a colleague has told us of having used it."
    )
    yield "What only those who took part can see is not in this document."
    if gathered.beyond:
        others = f"{'over ' if gathered.uncounted else ''}{gathered.beyond} more"
        yield f"These are the {len(gathered.sources)} records that fit best; {others} are in the library."
    if gathered.withheld:
        yield f"Left out, because they seem to identify a patient: {count(gathered.withheld, 'passage')}."


def reused(lesson: Lesson) -> str:
    """Mark a lesson by how often it was used."""
    return {0: "Not yet", 1: "Reused once", 2: "Reused twice"}.get(lesson.reused, f"Reused {lesson.reused} times")


def called(record: Record) -> str:
    """Return a record's title, or what stands for it."""
    return record.title or UNTITLED


def _narrowed(wanted: Wanted) -> Iterator[tuple[str, str]]:
    yield "Kind", kind(wanted.activity) if wanted.activity else ""
    yield "Site", wanted.site
    yield "Topic", wanted.topic
    yield "Since", dated(wanted.since) if wanted.since else ""
    yield "Until", dated(wanted.until) if wanted.until else ""


def _theme(theme: Theme) -> Iterator[Block]:
    yield Heading(1, f"{theme.number}. {_name(theme)}")
    records = len({lesson.source.record.id for lesson in theme.lessons})
    yield Paragraph(f"{count(len(theme.lessons), 'lesson')} from {count(records, 'record')}.")
    yield Table(
        ("No.", "What the next team should know", "Where it comes from", "Reuse"),
        tuple((one.number, one.text, _whence(one.source), reused(one)) for one in theme.lessons),
        (0.08, 0.44, 0.35, 0.13),
    )


def _name(theme: Theme) -> str:
    return theme.name[:1].upper() + theme.name[1:] if theme.name else NO_TOPIC


def _whence(source: Source) -> str:
    mark = " Overdue for review." if source.overdue else ""
    return f"Record {source.record.id}: {called(source.record)} ({whence(source.record)}).{mark}"


def _sources(gathered: Gathered) -> Iterator[Block]:
    yield Heading(1, "Appendix: the records")
    for source in sorted(gathered.sources, key=lambda source: source.record.id):
        yield Heading(2, f"Record {source.record.id}: {called(source.record)}")
        yield from _source(source)


def _source(source: Source) -> Iterator[Block]:
    record = source.record
    if source.overdue and record.review_on:
        yield Notice(f"Overdue for review since {dated(record.review_on)}: ask whether it still holds.")
    yield Facts(tuple(row for row in _about(source) if row[1]))
    if record.summary:
        yield Paragraph(record.summary)
    for heading, items in (
        ("Lessons", record.lessons),
        ("Actions", [action(one, source.phases) for one in record.actions]),
        ("Figures", [f"{label}: {value}" for label, value in figures(record)]),
    ):
        if items:
            yield Heading(3, heading)
            yield Bullets(tuple(items))
    yield from (Quote(quote["text"], quote["said_by"]) for quote in record.quotes)


def _about(source: Source) -> Iterator[tuple[str, str]]:
    record = source.record
    yield "What", whence(record)
    yield "Topics", listed(record.topics)
    yield "Learned by", record.attribution
    yield "Ask", source.asks
    yield "Reuse", used(len(source.used))
    yield "Filed on", dated(record.filed_at.date())
    yield "Review by", dated(record.review_on) if record.review_on else ""
    yield "Licence", record.licence
    yield "Note", IN_SHORT
