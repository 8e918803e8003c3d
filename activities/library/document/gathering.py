"""Gathering what was learned on a theme: the records, their lessons by theme, and where each comes from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from activities.kit.library import fit_copy
from activities.library.reading import Wanted
from storage import actions, record_people, uses
from storage.here import Here
from storage.membership import Reader
from storage.records import is_overdue
from storage.search import Results, search
from storage.tables import Record, Use

MOST_RECORDS = 500
"""In one document: those that fit best."""


@dataclass(frozen=True)
class Source:
    """A record from which something comes, and what was said of having used it.

    `asks`: whom to ask, in words. `phases`: how each of its actions stands, by its text, where that is known.
    """

    record: Record
    used: Sequence[Use]
    overdue: bool
    asks: str
    phases: Mapping[str, str]


@dataclass(frozen=True)
class Lesson:
    """One lesson, and how often it was reused. `number`: its theme's and its own, `2.3`."""

    number: str
    text: str
    reused: int
    source: Source


@dataclass(frozen=True)
class Theme:
    """Lessons that belong together; `name` is a topic, or empty for those of records that have none."""

    number: int
    name: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Gathered:
    """All that was learned on what was `wanted`, for somebody, on a day.

    `beyond`: how many more records there are than fit; `uncounted`: and others yet. `withheld`: how many passages were
    left out because they seem to identify a patient by today's rules.
    """

    wanted: Wanted
    asked_by: str
    asked_on: date
    themes: tuple[Theme, ...]
    sources: tuple[Source, ...]
    beyond: int = 0
    uncounted: bool = False
    withheld: int = 0

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All of them, in order."""
        return tuple(lesson for theme in self.themes for lesson in theme.lessons)


def in_reach(here: Here, wanted: Wanted, most: int = 1) -> Results:
    """Find the records for a document: only what the whole organisation may read, whoever asks, for it goes further."""
    return search(here.session, Reader(here.org), wanted.about, wanted.filters, a_page=most)


def gather(here: Here, wanted: Wanted, today: date, asked_by: str) -> Gathered:
    """Gather everything that the document says."""
    found = in_reach(here, wanted, MOST_RECORDS)
    checked = [fit_copy(hit.record) for hit in found.hits]
    used = uses.of_records(here, [record.id for record, _ in checked])
    phases = actions.phases_by_source(here, [record.came_from for record, _ in checked])
    sources = tuple(
        Source(
            record,
            used.get(record.id, ()),
            is_overdue(record, today),
            _asks(here.session, record),
            phases.get(record.came_from, {}),
        )
        for record, _ in checked
    )
    return Gathered(
        wanted,
        asked_by,
        today,
        themes(sources),
        sources,
        beyond=found.count - len(sources),
        uncounted=found.more,
        withheld=sum(number for _, number in checked),
    )


def themes(sources: Sequence[Source]) -> tuple[Theme, ...]:
    """Put each record's lessons under the one of its topics that most of them have, the largest theme first."""
    shared = Counter(topic for source in sources for topic in source.record.topics)
    named: dict[str, list[Source]] = {}
    for source in sources:
        if source.record.lessons:
            topic = min(source.record.topics, key=lambda one: (-shared[one], one.casefold()), default="")
            named.setdefault(topic, []).append(source)
    sizes = {name: sum(len(source.record.lessons) for source in theirs) for name, theirs in named.items()}
    in_order = sorted(named, key=lambda name: (not name, -sizes[name], name.casefold()))
    return tuple(Theme(at, name, tuple(_lessons(at, named[name]))) for at, name in enumerate(in_order, start=1))


def _lessons(theme: int, sources: Sequence[Source]) -> Iterator[Lesson]:
    lessons = [(source, text) for source in sources for text in source.record.lessons]
    for place, (source, text) in enumerate(lessons, start=1):
        yield Lesson(f"{theme}.{place}", text, sum(uses.is_reused(text, [use]) for use in source.used), source)


def _asks(session: Session, record: Record) -> str:
    person = record_people.contact(session, record)
    return person.name if person else record.contact
