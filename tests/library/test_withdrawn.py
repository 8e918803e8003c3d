"""None of the words of a record that was withdrawn stands anywhere any more, in whatever form a search needs them."""

from pathlib import Path

from storage.database import Database
from storage.search.indexing import fields_of, terms_in
from tests.library.shelf import files, record
from tests.town import Town

WORDS = {
    "title": "Zebrawood marimbas",
    "topics": "quibbling; harmonicas",
    "summary": "Xylophonic rehearsals went astray.",
    "lessons": "Oil the kettledrums.",
    "actions": "Buy vibraphones; bandmaster; 30/11/2026",
}

LONG = 6
SHARED = 2
"""Letters that SQLite's index leaves out of a word because the word before it begins with them, too."""


def stands(database: Database) -> str:
    """All that is kept: every byte of SQLite's files, and of PostgreSQL every row as text, its vectors included."""
    if database.is_sqlite:
        file = Path(str(database.url.database))
        return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*"))).decode("latin-1").lower()
    with database.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars()
        rows = [connection.exec_driver_sql(f'SELECT t::text FROM "{table}" t').scalars() for table in tables]  # noqa: S608  (our own)
        return "\n".join(row for some in rows for row in some).lower()


def test_no_word_of_it_is_left(anywhere: Town) -> None:
    ann = anywhere.person("Ann Anders")
    kept = files(ann)
    number = files(ann, **WORDS)
    typed = {word.strip(".;").lower() for text in WORDS.values() for word in text.split()}
    searched = terms_in(fields_of(record(anywhere, number))) - terms_in(fields_of(record(anywhere, kept)))
    known = {word for word in typed | searched if len(word) > LONG and word.isalpha()}
    assert {"zebrawood", "quibbling", "harmonica", "xylophonic", "kettledrum"} <= known
    before = stands(anywhere.database)
    assert [word for word in known if word not in before] == []

    ann.types(f"/library show {number}")
    ann.presses("Withdraw")

    after = stands(anywhere.database)
    assert [word for word in known if word[SHARED:] in after] == []
    assert "low bed" in after, "what others filed stays"
