"""A wrong letter or two: which words of the library a misspelt one may have been meant to be.

What is guessed is only looked for; whether it is found is decided by what the reader may read. So a word that stands in
no record of theirs is never shown, and never changes a count.
"""

from rapidfuzz.distance import OSA
from sqlmodel import Session, col, func, or_, select

from storage.search.query import AllOf, AnyOf, Node, Phrase, Term
from storage.tables import RecordTerm

MOST_GUESSES = 8
STARTS_WITH = 4
"""Letters that must be there before a word counts as begun and not finished."""

_SHORTEST = 4


def guesses(session: Session, organisation: int, node: Node) -> tuple[Node, ...]:
    """What somebody may have meant by a part of a query in which nothing is found, the likeliest first."""
    match node:
        case Term(token):
            return tuple(map(Term, _near(session, organisation, token)))
        case AnyOf(parts) | AllOf(parts):
            found = [guess for part in parts for guess in guesses(session, organisation, part)]
            return tuple(dict.fromkeys(found))[:MOST_GUESSES]
        case Phrase(tokens):
            each = [[token, *_near(session, organisation, token)][:MOST_GUESSES] for token in tokens]
            return (Phrase(tuple(options[-1] if len(options) == 1 else options[1] for options in each)),)


def mistakes_in(token: str) -> int:
    """How many wrong letters a word of this length may have."""
    return 0 if len(token) < _SHORTEST else 1 if len(token) < 2 * _SHORTEST - 1 else 2


def _near(session: Session, organisation: int, token: str) -> list[str]:
    if not token.isalpha() or not (most := mistakes_in(token)):
        return []
    rows = select(RecordTerm.term).where(
        RecordTerm.organisation_id == organisation,
        or_(RecordTerm.head == token[:2], RecordTerm.tail == token[-2:], RecordTerm.head == token[1::-1]),
        func.length(col(RecordTerm.term)) >= len(token) - most,
    )
    known = session.exec(rows).all()
    begun = [(most, one) for one in known if one.startswith(token) and len(token) >= STARTS_WITH]
    wrong = [
        (distance, one)
        for one in known
        if (distance := OSA.distance(token, one, score_cutoff=most)) <= most and one != token
    ]
    return list(dict.fromkeys(one for _, one in sorted(wrong + begun)))[:MOST_GUESSES]
