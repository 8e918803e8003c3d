"""A wrong letter or two: which words of the library a misspelt one may have been meant to be.

Guesses come from words that the reader may read, and from no others: a guess that was made from a record kept among
others would tell that it is there. Words of what everybody may read are counted once for all (`RecordTerm`); where none
of those is near, the words of what else this reader may read are looked through.
"""

from collections.abc import Collection, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA
from sqlalchemy import desc, not_
from sqlmodel import Session, col, func, or_, select

from storage.membership import Reader, may_read
from storage.search.indexing import Fields, terms_in
from storage.search.query import AllOf, AnyOf, Node, Phrase, Term
from storage.tables import Record, RecordTerm, RecordText

MOST_GUESSES = 8
STARTS_WITH = 4
"""Letters that must be there before a word counts as begun and not finished."""

MOST_OF_THEIRS = 200
"""Records that not everybody may read and one reader may, the newest, whose words are looked through for a guess."""

_SHORTEST = 4


class Guessing:
    """What one reader may have meant by words that are found nowhere."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    def guesses(self, node: Node) -> tuple[Node, ...]:
        """Return what may have been meant by a part of a query that finds nothing, the likeliest first."""
        match node:
            case Term(token):
                return tuple(map(Term, self._near(token)))
            case AnyOf(parts) | AllOf(parts):
                found = [guess for part in parts for guess in self.guesses(part)]
                return tuple(dict.fromkeys(found))[:MOST_GUESSES]
            case Phrase(tokens):
                each = [[token, *self._near(token)][:MOST_GUESSES] for token in tokens]
                return (Phrase(tuple(options[-1] if len(options) == 1 else options[1] for options in each)),)

    def _near(self, token: str) -> list[str]:
        if not token.isalpha() or not mistakes_in(token):
            return []
        return _likest(token, self._everybodys(token)) or _likest(token, self._theirs)

    def _everybodys(self, token: str) -> Collection[str]:
        """Return words of what everybody may read that begin or end like this one."""
        rows = select(RecordTerm.term).where(
            RecordTerm.organisation_id == self._reader.organisation,
            or_(RecordTerm.head == token[:2], RecordTerm.tail == token[-2:], RecordTerm.head == token[1::-1]),
            func.length(col(RecordTerm.term)) >= len(token) - mistakes_in(token),
        )
        return self._session.exec(rows).all()

    @cached_property
    def _theirs(self) -> Collection[str]:
        """All words of what else this reader may read."""
        return {term for fields in self._read_by_them() for term in terms_in(fields)}

    def _read_by_them(self) -> Iterator[Fields]:
        everybody = Reader(self._reader.organisation)
        rows = (
            select(RecordText.title, RecordText.advice, RecordText.rest)
            .join(Record, col(Record.id) == RecordText.record_id)
            .where(may_read(self._reader, of_many=True), not_(may_read(everybody)))
            .order_by(desc(col(Record.id)))
            .limit(MOST_OF_THEIRS)
        )
        return (Fields(*fields) for fields in (self._session.exec(rows).all() if self._reader.person else ()))


def mistakes_in(token: str) -> int:
    """Return how many wrong letters a word of this length may have."""
    return 0 if len(token) < _SHORTEST else 1 if len(token) < 2 * _SHORTEST - 1 else 2


def _likest(token: str, known: Collection[str]) -> list[str]:
    """Return those of some words that are near to one, the nearest first."""
    most = mistakes_in(token)
    begun = [(most, one) for one in known if one.startswith(token) and len(token) >= STARTS_WITH]
    wrong = [
        (distance, one)
        for one in known
        if (distance := OSA.distance(token, one, score_cutoff=most)) <= most and one != token
    ]
    return list(dict.fromkeys(one for _, one in sorted(wrong + begun)))[:MOST_GUESSES]
