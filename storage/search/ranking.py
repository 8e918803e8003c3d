"""What comes first: one pure function for both databases, over the tokens of the records that they found."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, log1p

from storage.search.query import AllOf, AnyOf, Node, Phrase, Term

WORTH = (6.0, 3.0, 1.0)
"""What a word in the title, among lessons and topics, and anywhere else is worth."""

NEAR_EACH_OTHER = 1.5
"""What it is worth that two words of the query follow each other, times the field's worth."""

Fields = tuple[str, str, str]
"""The tokens of a record with spaces between them: title, advice, rest."""


def rank(wanted: Sequence[Node], found: Mapping[int, Fields]) -> list[tuple[int, float]]:
    """Rank the found records: ids, best first, with what each is worth; of equals, the first in `found`.

    A word that fewer of them have is worth more; one that stands often, little more than one that stands once. Having
    more of the words beats having one of them more often.
    """
    records = {record: tuple(f" {field} " for field in fields) for record, fields in found.items()}
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


def _strength(node: Node, fields: Sequence[str]) -> float:
    match node:
        case Term(token):
            word = f" {token} "
            return sum(
                worth * log1p(field.count(word)) for field, worth in zip(fields, WORTH, strict=True) if word in field
            )
        case Phrase(tokens):
            in_a_row = f" {' '.join(tokens)} "
            return sum(worth for field, worth in zip(fields, WORTH, strict=True) if in_a_row in field)
        case AnyOf(parts):
            return max(_strength(part, fields) for part in parts)
        case AllOf(parts):
            return min(_strength(part, fields) for part in parts)


def _closeness(wanted: Sequence[Node], fields: Sequence[str]) -> float:
    pairs = [
        f" {one.token} {other.token} "
        for one, other in pairwise(wanted)
        if isinstance(one, Term) and isinstance(other, Term)
    ]
    near = (worth for field, worth in zip(fields, WORTH, strict=True) for pair in pairs if pair in field)
    return sum(NEAR_EACH_OTHER * log1p(worth) for worth in near)
