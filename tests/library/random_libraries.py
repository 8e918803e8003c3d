"""Any small library, and all that it shows to somebody: for the rule that what one may not read moves nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hypothesis import strategies as st
from sqlmodel import Session, select

from activities import ACTIVITIES
from activities.kit.cards import Part
from activities.kit.events import Account, Command, Pressed, Profile
from activities.kit.library import earlier
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import moved_on
from activities.library.document import content
from activities.library.document.gathering import gather
from activities.library.reading import Wanted
from bot.engine.engine import Engine
from storage import calendar, catalogue, records, uses, waiting
from storage.here import Here
from storage.membership import Reader, may_read
from storage.search import Filters, search, similar
from storage.tables import Organisation, Person, Record, Use
from storage.tables.records import FILED

ACTIVITY = next(one for one in ACTIVITIES if one.name == "library")
HERE, NOW = 1, datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = {1: "Ann", 2: "Bo", 3: "Lee Librarian"}
FACILITATES = 3

WORDS = ("falls", "zebrawood", "okafor", "sepsis", "handover", "bleeps", "quistgaard", "ambulance", "ED", "wards")
MISSPELT = ("zebrawod", "okafro falls", "handovr bleps", '"okafor handovr"', "quist")
QUERIES = ("", "falls", "A&E", *MISSPELT)
SITES, TOPICS = ("Northgate", "Okafor wing"), ("falls", "sepsis", "zebrawood")

some = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
somebody = st.none() | st.sampled_from(sorted(PEOPLE))

KNOWN = {
    *("id", "organisation_id", "activity", "came_from", "title", "happened_from", "happened_until", "filed_at"),
    *("filed_by_id", "visibility", "public_asked_by_id", "sites", "topics", "summary", "lessons", "actions", "figures"),
    *("quotes", "attribution", "licence", "contact", "contact_id", "review_on", "revision", "digest", "withdrawn_at"),
    *("phase", "waits_since"),
}
"""What a record has that these libraries fill in. Of what it gets besides, each flag and each moment is tried."""


def _of_today() -> dict[str, st.SearchStrategy[object]]:
    kinds = {name: str(about.annotation) for name, about in Record.model_fields.items() if name not in KNOWN}
    flags = {name: st.booleans() for name, kind in kinds.items() if "bool" in kind}
    moments = {name: st.sampled_from([None, NOW]) for name, kind in kinds.items() if "datetime" in kind}
    return {**flags, **moments}


@dataclass(frozen=True)
class Kept:
    """One record as it is filed; `opened` before it was kept among those who took part, and `withdrawn` since."""

    title: str
    lessons: list[str]
    visibility: str
    filed_by: int | None
    contact: int | None
    took_part: set[int]
    sites: list[str]
    topics: list[str]
    review_on: date | None
    used_by: int | None
    opened: bool
    withdrawn: bool
    phase: str = FILED
    also: dict[str, object] = field(default_factory=dict)


kept = st.builds(
    Kept,
    title=some,
    lessons=st.lists(some, max_size=2),
    visibility=st.sampled_from(["participants", "participants", "organisation", "public"]),
    filed_by=somebody,
    contact=somebody,
    took_part=st.sets(st.sampled_from(sorted(PEOPLE)), max_size=2),
    sites=st.lists(st.sampled_from(SITES), max_size=1),
    topics=st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
    review_on=st.sampled_from([None, date(2026, 11, 2), date(2027, 5, 1)]),
    used_by=somebody,
    opened=st.booleans(),
    withdrawn=st.integers(0, 5).map(lambda drawn: drawn == 0),
    phase=st.sampled_from([FILED, FILED, waiting.FOR_READING, waiting.FOR_CHANGES]),
    also=st.fixed_dictionaries(_of_today()),
)
libraries = st.dictionaries(st.integers(1, 9), kept, min_size=1, max_size=5)
readers = st.sampled_from(sorted(PEOPLE))


def fill(session: Session, library: dict[int, Kept]) -> None:
    """An organisation with three people, and these records by id."""
    calendar.keep(session, NOW, pace=1.0)
    session.add(Organisation(id=HERE, timezone="Europe/London"))
    session.flush()
    for number, name in PEOPLE.items():
        address = f"{name.split()[0].lower()}@hospital.example"
        facilitates = number == FACILITATES
        session.add(Person(id=number, organisation_id=HERE, name=name, email=address, facilitates=facilitates))
    session.flush()
    for number, one in sorted(library.items()):
        record = records.file(session, _record(number, one), one.took_part)
        if one.used_by:
            uses.note(
                session, Use(id=number, organisation_id=HERE, record_id=number, person_id=one.used_by, used_at=NOW)
            )
        if one.opened:
            records.change(session, record, None, NOW, {"visibility": one.visibility, "title": f"{one.title} again"})
        if one.withdrawn:
            records.withdraw(session, record, NOW)


def readable(session: Session, person: int) -> list[int]:
    """The ids of what somebody may read; of what waits, facilitators may too."""
    found = session.exec(select(Record.id).where(may_read(Reader(HERE, person)))).all()
    unread = waiting.records(Here(session, HERE)) if person == FACILITATES else ()
    return sorted({*found, *(one.id for one in unread)})


def everything_shown(
    engine: Engine, session: Session, person: int, ids: Collection[int]
) -> Iterator[tuple[str, object]]:
    """All that the library shows somebody, and by what; of records with these ids it is asked one by one."""
    reader = Reader(HERE, person)
    for query in QUERIES:
        for filters in (Filters(), Filters(site=SITES[1]), Filters(topic=TOPICS[0])):
            found = search(session, reader, query, filters)
            shown = [(hit.record.id, hit.title, hit.snippet) for hit in found.hits]
            yield f"search {query} {filters}", (found.count, found.guessed, found.some_of_them, shown)
        yield f"similar {query}", [one.id for one in similar(session, reader, query)]
        yield f"earlier {query}", earlier(_turn(engine, session, person), query)
        yield f"pulled {query}", content(gather(Here(session, HERE), Wanted(query), NOW.date(), "Lee"), "markdown", NOW)
    yield "catalogue", [kind(session, reader) for kind in (catalogue.topics, catalogue.sites, catalogue.activities)]
    for activity in engine.activities.values():
        with session.begin_nested() as looked:
            home: tuple[Part, ...] = activity.home(_turn(engine, session, person, activity.name))
            looked.rollback()
        yield f"home of {activity.name}", home
    for event in _events(ids):
        with session.begin_nested() as looked:
            answer = _answered(engine, _turn(engine, session, person), event)
            looked.rollback()
        yield repr(event), answer


def _record(number: int, one: Kept) -> Record:
    record = Record(
        id=number,
        organisation_id=HERE,
        activity="review",
        came_from=f"test:{number}",
        title=one.title,
        happened_from=date(2026, 10, number),
        happened_until=date(2026, 10, number),
        filed_at=NOW,
        filed_by_id=one.filed_by,
        visibility="organisation" if one.opened else one.visibility,
        sites=one.sites,
        topics=one.topics,
        lessons=one.lessons,
        contact_id=one.contact,
        review_on=one.review_on,
        phase=one.phase,
        waits_since=None if one.phase == FILED else NOW.date(),
    )
    record.sqlmodel_update(one.also)
    return record


def _turn(engine: Engine, session: Session, person: int, activity: str = "library") -> Turn:
    turn = engine.turn(session, session.get_one(Organisation, HERE), activity, "look")
    turn.by = session.get_one(Person, person)
    return turn


def _events(ids: Collection[int]) -> Iterator[Command | Pressed]:
    by = Profile(Account("slack", "T1", "U1"), "Anybody")
    for verb in ("search", "show", "topics", "pull", "new"):
        yield Command("key", by, "library", verb)
    for verb, rests in (("search", QUERIES), ("show", (*MISSPELT, *map(str, ids)))):
        for rest in rests:
            yield Command("key", by, "library", verb, rest)
    for button in ACTIVITY.buttons:
        for number in ids:
            yield Pressed("key", by, "library", button, f"{number}")
    for button in ("page", "narrow_down", "pull"):
        yield Pressed("key", by, "library", button, Wanted(MISSPELT[0]).packed())


def _answered(engine: Engine, turn: Turn, event: Command | Pressed) -> Answer:
    library = engine.activities["library"]
    try:
        if isinstance(event, Command):
            return library.commands[event.verb].answer(turn, event)
        return library.buttons[event.action](turn, event)
    except MovedOn:
        return moved_on(library.current_state(turn, event))
