"""What comes first: one pure function for both databases, over the tokens of the records that they found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p

from storage.search.query import AllOf, AnyOf, Node, Phrase, Term

TITLE, ADVICE, REST = 6.0, 3.0, 1.0
"""What a word in the title, among lessons and topics, and anywhere else is worth."""

NEAR_EACH_OTHER = 1.5
"""What it is worth that two words of the query follow each other, times the field's worth."""

Fields = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""The tokens of a record: title, advice, rest."""


@dataclass(frozen=True)
class _Field:
    tokens: Mapping[str, int]
    follow: frozenset[tuple[str, str]]
    worth: float


def rank(wanted: Sequence[Node], found: Mapping[int, Fields]) -> list[tuple[int, float]]:
    """The found records by id, best first, with what each is worth; of equals, that which comes first in `found`.

    A word that fewer of them have is worth more; one that stands often, little more than one that stands once. Having
    more of the words beats having one of them more often.
    """
    records = {record: _fields(fields) for record, fields in found.items()}
    strengths = {record: [_strength(node, fields) for node in wanted] for record, fields in records.items()}
    having = [sum(each[place] > 0 for each in strengths.values()) for place in range(len(wanted))]
    rarity = [log(1 + len(records) / number) if number else 0.0 for number in having]
    worth = {
        record: sum(rare * log1p(strength) for rare, strength in zip(rarity, each, strict=True))
        * (sum(strength > 0 for strength in each) / (len(wanted) or 1))
        + _closeness(wanted, records[record])
        for record, each in strengths.items()
    }
    return sorted(worth.items(), key=lambda one: -one[1])


def _fields(fields: Fields) -> tuple[_Field, ...]:
    made = []
    for tokens, worth in zip(fields, (TITLE, ADVICE, REST), strict=True):
        counted: dict[str, int] = {}
        for token in tokens:
            counted[token] = counted.get(token, 0) + 1
        made.append(_Field(counted, frozenset(pairwise(tokens)), worth))
    return tuple(made)


def _strength(node: Node, fields: tuple[_Field, ...]) -> float:
    match node:
        case Term(token):
            return sum(field.worth * log1p(field.tokens.get(token, 0)) for field in fields)
        case Phrase(tokens):
            return sum(field.worth for field in fields if all(pair in field.follow for pair in pairwise(tokens)))
        case AnyOf(parts):
            return max(_strength(part, fields) for part in parts)
        case AllOf(parts):
            return min(_strength(part, fields) for part in parts)


def _closeness(wanted: Sequence[Node], fields: tuple[_Field, ...]) -> float:
    plain = [node.token if isinstance(node, Term) else "" for node in wanted]
    return sum(
        NEAR_EACH_OTHER * log1p(field.worth) for field in fields for pair in pairwise(plain) if pair in field.follow
    )
