"""How quickly the library answers, next to the bare full-text query, on both databases and with many records.

The numbers depend on the machine and on what else it does; ratios are what to look at, and processor time, which counts
this process and PostgreSQL's together.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from storage import organisations
from storage.database import Database
from storage.membership import Reader
from storage.search import lookup, search, similar
from storage.search.indexing import EDITION, fields_of, terms_in
from storage.search.query import parse
from storage.tables import Participant, Person, Record, RecordTerm, RecordText
from tests.databases import Postgres, create_tables

SIZES = (20_000, 100_000)
QUERIES = 200
ASKED_MS = 50
AT_ONCE = 2_000
HERE, READER = 1, 1
THEMES = """
falls discharge sepsis handover downtime pharmacy consent theatre winter ambulance catheter nutrition dementia
maternity haemorrhage oxygen transfer escalation staffing rota infection isolation laboratory imaging referral
outpatients telephone interpreter visiting bereavement training simulation equipment pump insulin
anticoagulant antibiotic allergy identification labelling records letters safeguarding restraint pressure
mattress hoist
""".split()  # noqa: SIM905
SMALL = "the of and to in with when for at on that had was were by from after before every each all".split()  # noqa: SIM905
Rows = list[dict[str, object]]


def main() -> None:
    """Print a table for each size. The databases grow from one to the next."""
    server = Postgres()
    books = Books()
    try:
        with ExitStack() as opened:
            shelves = {
                "SQLite": opened.enter_context(_sqlite()),
                "PostgreSQL": opened.enter_context(_postgres(server)),
            }
            for database in shelves.values():
                _somebody(database)
            for size in SIZES:
                begins = time.perf_counter()
                books.fill(shelves.values(), size)
                took = time.perf_counter() - begins
                print(f"{size:,} records, {QUERIES} searches by one reader; both filled in {took:.0f} s")
                print(f"asked at 20,000: p95 under {ASKED_MS} ms")
                print(f"{'':<12}{'':<28}{'median':>10}{'p95':>10}{'slowest':>10}{'processor':>12}{'ratio':>7}")
                for name, database in shelves.items():
                    _measure(name, database)
    finally:
        server.stop()


def _measure(name: str, database: Database) -> None:
    reader = Reader(HERE, READER)
    queries, vocabulary = _queries(Random(2)), _vocabulary(Random(1))
    texts = [" ".join(Random(number).choices(vocabulary, k=60)) for number in range(QUERIES)]
    with database.reading() as session:
        dialect, processor = session.get_bind().dialect, _processor(session)

        def bare(typed: str, most: int | None = None) -> None:
            session.execute(lookup.found(dialect, parse(typed)).limit(most)).all()

        every = _timed(bare, queries, processor)
        for what, took in (
            ("full-text query alone, 5", _timed(lambda typed: bare(typed, 5), queries, processor)),
            ("full-text query alone, all", every),
            ("search", _timed(lambda typed: search(session, reader, typed), queries, processor)),
            ("a misspelt word", _timed(lambda typed: search(session, reader, typed), _misspelt(Random(3)), processor)),
            ("similar records", _timed(lambda given: similar(session, reader, given), texts, processor)),
        ):
            print(f"{name:<12}{what:<28}{took} {took.processor / every.processor:6.1f}")
            name = ""
    print()


# ---- records ---------------------------------------------------------------------------------------------------------


@dataclass
class Books:
    """Records of invented words, the same for every database: a tenth of them kept among participants."""

    random: Random = field(default_factory=lambda: Random(1))
    vocabulary: list[str] = field(default_factory=lambda: _vocabulary(Random(1)))
    made: int = 0
    terms: set[str] = field(default_factory=set)

    def fill(self, databases: Collection[Database], size: int) -> None:
        """Put records into each until there are this many."""
        while self.made < size:
            rows = self.some(min(AT_ONCE, size - self.made))
            for database in databases:
                with database.writing() as session:
                    for table, these in rows.items():
                        if these:  # in the end there are no new words
                            session.execute(insert(table), these)
        for database in databases:
            _settle(database)

    def some(self, many: int) -> dict[type[SQLModel], Rows]:
        records = [self._record(number) for number in range(self.made + 1, self.made + many + 1)]
        self.made += many
        fields = [fields_of(record) for record in records]
        both = zip(records, fields, strict=True)
        new = {term for record, found in both if record.visibility == "organisation" for term in terms_in(found)}
        new -= self.terms
        self.terms |= new
        return {
            Record: [record.model_dump() for record in records],
            RecordText: [
                {"record_id": record.id, "organisation_id": HERE, "edition": EDITION, **vars(found)}
                for record, found in zip(records, fields, strict=True)
            ],
            RecordTerm: [
                {"organisation_id": HERE, "term": one, "head": one[:2], "tail": one[-2:]} for one in sorted(new)
            ],
            Participant: [
                {"organisation_id": HERE, "record_id": record.id, "person_id": READER}
                for record in records[9::100]  # of those kept among participants, a tenth
            ],
        }

    def _record(self, number: int) -> Record:
        day = date(2020, 1, 1) + timedelta(days=self.random.randrange(2_500))
        return Record(
            id=number,
            organisation_id=HERE,
            activity=self.random.choice(("coffee", "review", "cafe")),
            came_from=f"bench:{number}",
            title=self._words(7).capitalize(),
            happened_from=day,
            happened_until=day,
            filed_at=datetime(2026, 11, 1, tzinfo=UTC),
            visibility="participants" if number % 10 == 0 else "organisation",
            sites=[self.random.choice(("Northgate", "Southfield"))],
            topics=self.random.sample(THEMES, 2),
            summary=self._words(60),
            lessons=[self._words(12) for _ in range(3)],
        )

    def _words(self, many: int) -> str:
        small = many * 3 // 10
        some = self.random.choices(SMALL, k=small) + self.random.choices(self.vocabulary, k=many - small)
        self.random.shuffle(some)
        return " ".join(some)


def _somebody(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London")
        reader = Person(organisation_id=here.id, name="A reader")
        session.add(reader)
        session.flush()
        assert (here.id, reader.id) == (HERE, READER)


def _settle(database: Database) -> None:
    """What both databases do by themselves in quiet hours."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def _vocabulary(random: Random) -> list[str]:
    """Some thousand words, of which a few come often and most seldom, as in any library."""
    letters = "bcdfghlmnprstv", "aeiou"
    made = ["".join(random.choice(letters[place % 2]) for place in range(random.randint(4, 9))) for _ in range(6_000)]
    often = [word for place, word in enumerate(THEMES) for _ in range(60 - place)]
    return [*made, *often]


# ---- questions -------------------------------------------------------------------------------------------------------


def _queries(random: Random) -> list[str]:
    """One to three words each; some phrases and some words left out."""
    found = []
    for number in range(QUERIES):
        some = random.sample(THEMES, random.choice((1, 2, 2, 3)))
        found.append(" ".join(some) if number % 10 else f'"{some[0]} {random.choice(THEMES)}" -{random.choice(THEMES)}')
    return found


def _misspelt(random: Random) -> list[str]:
    found = []
    for _ in range(QUERIES // 4):
        word = random.choice([theme for theme in THEMES if len(theme) > 6])
        at = random.randrange(2, len(word) - 2)
        found.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return found


@dataclass(frozen=True)
class Took:
    """Milliseconds of each by the clock, and of a processor on average."""

    each: list[float]
    processor: float

    def __str__(self) -> str:
        p95 = sorted(self.each)[int(0.95 * len(self.each))]
        times = (statistics.median(self.each), p95, max(self.each), self.processor)
        return "{:7.1f} ms{:7.1f} ms{:7.1f} ms{:9.1f} ms".format(*times)


def _timed(work: Callable[[str], object], given: Sequence[str], processor: Callable[[], float]) -> Took:
    """How long each takes, after a first that warms up."""
    work(given[0])
    each = []
    before = processor()
    for one in given:
        begins = time.perf_counter()
        work(one)
        each.append(1000 * (time.perf_counter() - begins))
    return Took(each, (processor() - before) / len(given))


def _processor(session: Session) -> Callable[[], float]:
    """Milliseconds that this process, and the server's process for this session, have had of a processor."""
    if session.get_bind().dialect.name == "sqlite":
        return lambda: 1000 * time.process_time()
    status = Path(f"/proc/{session.execute(text('SELECT pg_backend_pid()')).scalar_one()}/stat")
    tick = 1000 / os.sysconf("SC_CLK_TCK")

    def both() -> float:
        theirs = status.read_text().rpartition(")")[2].split()[11:13]  # utime and stime: see proc(5)
        return 1000 * time.process_time() + tick * sum(map(int, theirs))

    return both


# ---- databases -------------------------------------------------------------------------------------------------------


@contextmanager
def _sqlite() -> Iterator[Database]:
    folder = tempfile.mkdtemp()
    url = f"sqlite:///{(Path(folder) / 'library.sqlite3').as_posix()}"
    create_tables(url)
    database = Database(url)
    yield database
    database.close()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgres(server: Postgres) -> Iterator[Database]:
    url = server.fresh()
    database = Database(url)
    yield database
    database.close()
    server.drop(url)
