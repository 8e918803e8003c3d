"""How quickly the library answers, next to the bare full-text query, on both databases and with many records.

The numbers depend on the machine and on what else it does; ratios are what to look at.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert, text

from storage.database import Database
from storage.people import new_organisation, sure
from storage.readers import Reader
from storage.search import fulltext, search, similar
from storage.search.indexing import EDITION, fields_of, terms_in
from storage.search.query import parse
from storage.tables import Participant, Person, Record, RecordTerm, RecordText
from tests.databases import Postgres, create_tables

SIZES = (20_000, 100_000)
QUERIES = 200
ASKED_MS = 50
AT_ONCE = 2_000
THEMES = """
falls discharge sepsis handover downtime pharmacy consent theatre winter ambulance catheter nutrition dementia
maternity haemorrhage oxygen transfer escalation staffing rota infection isolation laboratory imaging referral
outpatients telephone interpreter visiting bereavement training simulation equipment pump insulin
anticoagulant antibiotic allergy identification labelling records letters safeguarding restraint pressure
mattress hoist
""".split()  # noqa: SIM905
SMALL = "the of and to in with when for at on that had was were by from after before every each all".split()  # noqa: SIM905


def main() -> None:
    """Print a table for each size."""
    server = Postgres()
    try:
        for size in SIZES:
            print(f"{size:,} records, {QUERIES} searches by one reader; asked at 20,000: p95 under {ASKED_MS} ms")
            print(f"{'':<12}{'':<28}{'median':>9}{'p95':>9}{'slowest':>9}")
            for name, opened in (("SQLite", _sqlite()), ("PostgreSQL", _postgres(server))):
                with opened as database:
                    _measure(name, database, size)
    finally:
        server.stop()


def _measure(name: str, database: Database, size: int) -> None:
    begins = time.perf_counter()
    reader = fill(database, size)
    filled = time.perf_counter() - begins
    queries = _queries(Random(2))
    texts = [" ".join(Random(number).choices(_vocabulary(Random(1)), k=60)) for number in range(QUERIES)]
    with database.reading() as session:
        dialect = session.get_bind().dialect

        def bare(typed: str) -> None:
            found = fulltext.found(dialect, parse(typed)).limit(5)
            session.execute(found).all()

        def every_match(typed: str) -> None:
            session.execute(fulltext.found(dialect, parse(typed))).all()

        raw = _timed(every_match, queries)
        searching = _timed(lambda typed: search(session, reader, typed), queries)
        _print(name, "full-text query alone, 5", _timed(bare, queries))
        _print("", "full-text query alone, all", raw)
        _print("", "search", searching)
        _print("", "a misspelt word", _timed(lambda typed: search(session, reader, typed), list(_misspelt(Random(3)))))
        _print("", "similar records", _timed(lambda given: similar(session, reader, given), texts))
        ratio = statistics.median(searching) / statistics.median(raw)
        print(f"{'':<12}search takes {ratio:.1f} times the full-text query alone; filled in {filled:.0f} s\n")


def fill(database: Database, size: int) -> Reader:
    """Records of invented words, a tenth of them kept among participants; and a reader who took part in some."""
    random = Random(1)
    vocabulary = _vocabulary(random)
    with database.writing() as session:
        here = sure(new_organisation(session, "Europe/London").id)
        person = Person(organisation_id=here, name="A reader")
        session.add(person)
        session.flush()
        terms: set[str] = set()
        for start in range(1, size + 1, AT_ONCE):
            some = [
                _record(random, vocabulary, here, number) for number in range(start, min(start + AT_ONCE, size + 1))
            ]
            fields = [fields_of(record) for record in some]
            rows = [
                {"record_id": record.id, "organisation_id": here, "edition": EDITION, **vars(found)}
                for record, found in zip(some, fields, strict=True)
            ]
            session.execute(insert(Record), [record.model_dump() for record in some])
            session.execute(insert(RecordText), rows)
            terms |= {term for found in fields for term in terms_in(found)}
        learnt = [{"organisation_id": here, "term": one, "head": one[:2], "tail": one[-2:]} for one in sorted(terms)]
        session.execute(insert(RecordTerm), learnt)
        took_part = [
            {"organisation_id": here, "record_id": record, "person_id": person.id}
            for record in range(10, size + 1, 100)
        ]
        session.execute(insert(Participant), took_part)
        reader = Reader(here, person.id)
    _settle(database)
    return reader


def _settle(database: Database) -> None:
    """What both databases do by themselves in quiet hours."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def _record(random: Random, vocabulary: Sequence[str], organisation: int, number: int) -> Record:
    def words(most: int) -> str:
        return " ".join(
            random.choice(SMALL) if random.random() < 0.3 else random.choice(vocabulary) for _ in range(most)
        )

    day = date(2020, 1, 1) + timedelta(days=random.randrange(2_500))
    return Record(
        id=number,
        organisation_id=organisation,
        activity=random.choice(("coffee", "review", "cafe")),
        came_from=f"bench:{number}",
        title=words(7).capitalize(),
        happened_from=day,
        happened_until=day,
        filed_at=datetime(2026, 11, 1, tzinfo=UTC),
        visibility="participants" if number % 10 == 0 else "organisation",
        sites=[random.choice(("Northgate", "Southfield"))],
        topics=random.sample(THEMES, 2),
        summary=words(60),
        lessons=[words(12) for _ in range(3)],
    )


def _vocabulary(random: Random) -> list[str]:
    """Some thousand words, of which a few come often and most seldom, as in any library."""
    letters = "bcdfghlmnprstv", "aeiou"
    made = ["".join(random.choice(letters[place % 2]) for place in range(random.randint(4, 9))) for _ in range(6_000)]
    often = [word for place, word in enumerate(THEMES) for _ in range(60 - place)]
    return [*made, *often]


def _queries(random: Random) -> list[str]:
    """One to three words each; some phrases and some words left out."""
    found = []
    for number in range(QUERIES):
        some = random.sample(THEMES, random.choice((1, 2, 2, 3)))
        found.append(" ".join(some) if number % 10 else f'"{some[0]} {random.choice(THEMES)}" -{random.choice(THEMES)}')
    return found


def _misspelt(random: Random) -> Iterator[str]:
    for _ in range(QUERIES // 4):
        word = random.choice([theme for theme in THEMES if len(theme) > 6])
        at = random.randrange(2, len(word) - 2)
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _timed(work: Callable[[str], object], given: Sequence[str]) -> list[float]:
    """Milliseconds of each, after a first that warms up."""
    work(given[0])
    took = []
    for one in given:
        begins = time.perf_counter()
        work(one)
        took.append(1000 * (time.perf_counter() - begins))
    return took


def _print(name: str, what: str, took: Sequence[float]) -> None:
    p95 = sorted(took)[int(0.95 * len(took))]
    print(f"{name:<12}{what:<28}{statistics.median(took):6.1f} ms{p95:6.1f} ms{max(took):6.1f} ms")


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
