"""A record → what stands in the index of it: three fields of tokens with spaces between them, the same everywhere."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.search.words import Word, chains, meanings, plain_parts, term, words
from storage.tables import Record

FIELDS = ("title", "advice", "rest")
"""What is found in the title counts most; then lessons and topics; then all else."""

EVERYTHING, BREAK = "xall", "xbreak"
"""A token that every record has, and one between what does not belong together, so that no phrase reaches across."""

MOST_TOKENS = 4000
"""Tokens of a field that count: PostgreSQL does not know places beyond sixteen thousand."""

_HERE = Path(__file__).parent
EDITION = "1." + "".join(
    f"{zlib.crc32((_HERE / name).read_bytes()):08x}" for name in ("abbreviations.toml", "spellings.toml")
)
"""By what rules records were indexed: raise the number when the rules change. What is older is indexed again."""


@dataclass(frozen=True)
class Fields:
    """What stands in the index of a record."""

    title: str
    advice: str
    rest: str


def fields_of(record: Record) -> Fields:
    """Return what a record can be found by. Whom to ask and who filed it are not in it: people are no search terms."""
    actions = [f"{action['text']} {action['owner']}" for action in record.actions]
    quotes = [quote["text"] for quote in record.quotes]
    labels = [
        EVERYTHING,
        label("activity", record.activity),
        *(label("site", site) for site in record.sites),
        *(label("topic", topic) for topic in record.topics),
    ]
    return Fields(
        title=tokens_in([record.title]),
        advice=tokens_in([*record.lessons, *record.topics]),
        rest=tokens_in([record.summary, *actions, *quotes, *record.sites, record.activity], labels),
    )


def tokens_in(texts: Iterable[str], labels: Sequence[str] = ()) -> str:
    """Return the tokens of some texts: their words, then what they mean, and what hangs together in one."""
    in_order: list[str] = []
    beside: dict[str, None] = dict.fromkeys(labels)
    for text in texts:
        listed = words(text)
        in_order.append(BREAK)
        in_order += [term(part) for word in listed for part in word.parts]
        beside |= dict.fromkeys(token for meaning in meanings(listed, nested=True) for token in meaning.tokens)
        beside |= dict.fromkeys(_joined(listed))
    return " ".join([*in_order[:MOST_TOKENS], *(token for other in beside for token in (BREAK, other))])


def label(kind: str, name: str) -> str:
    """Return the token by which records of one `site`, `topic` or `activity` are filtered."""
    plain = "".join(part for word in words(name) for part in word.parts)
    return f"x{kind}" + "".join(chr(ord("a") + int(one)) if one.isdecimal() else one for one in plain)


def terms_in(fields: Fields) -> set[str]:
    """Return the words among a record's tokens, for guessing what a misspelt one was meant to be."""
    tokens = {token for field in (fields.title, fields.advice, fields.rest) for token in field.split()}
    return {token for token in tokens if token.isalpha() and token[0] != "x" and len(token) > 2}


def _joined(listed: Sequence[Word]) -> list[str]:
    found = []
    for chain in chains(listed):
        parts = [part for word in chain for part in word.parts]
        if len(parts) > 1 and all(map(str.isalpha, parts)):
            found.append(term("".join(parts)))
        found += [term(part) for word in chain if len(word.parts) == 1 for part in _after_apostrophe(word.raw)]
    return found


def _after_apostrophe(raw: str) -> tuple[str, ...]:
    """Return `brien` of `O’Brien`, for those who leave the rest out."""
    last = raw if raw.isalnum() else re.sub(r"[^\w]", " ", raw).split()[-1]
    return plain_parts(last) if len(last) > 3 and last != raw else ()
