"""Guess words from what everybody may read

Until now a misspelt word was guessed from the words of all records, and that something was found nearly as it was typed
told that those words stood in one which somebody may not read.
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

AT_ONCE = 500
OPEN = """
SELECT record_texts.organisation_id, record_texts.title, record_texts.advice, record_texts.rest
FROM record_texts JOIN records ON records.id = record_texts.record_id
WHERE records.visibility IN ('organisation', 'public') AND records.withdrawn_at IS NULL
  AND records.phase = 'filed'
"""
LEARN = "INSERT INTO record_terms (organisation_id, term, head, tail) VALUES (:organisation_id, :term, :head, :tail)"


def upgrade() -> None:
    connection = op.get_bind()
    terms: defaultdict[int, set[str]] = defaultdict(set)
    for organisation, *fields in connection.execute(sa.text(OPEN)):
        terms[organisation] |= {term for field in fields for term in field.split() if _is_a_word(term)}
    connection.execute(sa.text("DELETE FROM record_terms"))
    rows = [
        {"organisation_id": organisation, "term": term, "head": term[:2], "tail": term[-2:]}
        for organisation, known in terms.items()
        for term in sorted(known)
    ]
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(sa.text(LEARN), rows[start : start + AT_ONCE])
    # What was deleted must not stay in the free pages of SQLite's file: the bot writes it anew when it starts.
    connection.execute(sa.text("UPDATE organisations SET has_traces = :yes").bindparams(yes=True))


def _is_a_word(term: str) -> bool:
    return term.isalpha() and term[0] != "x" and len(term) > 2
