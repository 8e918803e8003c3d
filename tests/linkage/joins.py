"""Exact joins: two things that are kept are alike, and one of them names somebody. Each gives texts with a name."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import product

from activities.cafe import takeaways
from activities.kit.cards import CARD
from storage.tables import Cafe, Takeaway
from tests.linkage.kept import SEALED, Kept, Row
from tests.linkage.life import Life

COMMON = ("left", "agrees", "waiting_for_word", "waiting_for_summary")
"""Phases of a member that others are in too."""

A_DAY = "12:00:00.000000"
"""How a moment ends of which only the day is kept."""

Named = tuple[str, int]
"""A text, and whom a join says that it is of."""


def by_equal_text(life: Life, now: Kept) -> Iterator[Named]:
    """A row, or a part of one, has the text and names one person."""
    for row in now.rows:
        if len(row.people) == 1 and row.table not in SEALED:
            words = json.dumps(list(row.says.values()), default=str, ensure_ascii=False)
            yield from ((one.text, person) for one in life.said if one.text in words for person in row.people)


def by_digest(life: Life, now: Kept) -> Iterator[Named]:
    """What somebody was told of their own words has a digest, and with the words anybody can make the same."""
    [cafe] = now.of("cafes")
    about = Cafe(id=int(cafe.says["id"] or 0), question=str(cafe.says["question"]), phase="", channel="")
    takes = ["", *(one.text for one in life.said if one.kind == "takes away")]
    does = ["", *(one.text for one in life.said if one.kind == "will do")]
    told = {str(row.says["digest"]): row for row in now.of("messages") if len(row.people) == 1}
    for take, do, remind in product(takes, does, (True, False)):
        card = takeaways.kept_card(about, Takeaway(cafe_id=0, author="", takes_away=take, will_do=do, remind=remind))
        if row := told.get(sha256(CARD.dump_json(card)).hexdigest()):
            yield from ((text, person) for text in (take, do) if text for person in row.people)


def by_phase(life: Life, now: Kept) -> Iterator[Named]:
    """Between two copies one suggestion is new, and one member in a phase that says so."""
    for before, after, new in _copies_with_one(life, now, "suggestion"):
        changed = _in_a_phase_of_their_own(after) - _in_a_phase_of_their_own(before)
        yield from ((new, person) for person in _one(changed))


def _in_a_phase_of_their_own(copy: Kept) -> frozenset[int]:
    rows = [row for row in copy.of("review_members") if row.says["phase"] not in COMMON]
    return frozenset(person for row in rows for person in row.people)


def by_moment(life: Life, now: Kept) -> Iterator[Named]:
    """Between two copies one suggestion is new, and whoever runs the review was told at one person's moment."""
    for before, after, new in _copies_with_one(life, now, "suggestion"):
        moments = _moments(after) - _moments(before)
        acted = [row for row in after.of("accounts") if str(row.says["acted_at"]) in moments]
        yield from ((new, person) for person in _one(frozenset(person for row in acted for person in row.people)))


def _moments(copy: Kept) -> frozenset[str]:
    told = [row for row in copy.of("messages") if str(row.says["key"]).startswith(("progress:", "desk:"))]
    return frozenset(at for row in told if not (at := str(row.says["told_at"])).endswith(A_DAY))


def _copies_with_one(life: Life, now: Kept, kind: str) -> Iterator[tuple[Kept, Kept, str]]:
    """Two copies of which the later has one text more of a kind."""
    for before, after in zip(life.copies, [*life.copies[1:], now], strict=True):
        had, has = ({str(row.says["text"]) for row in copy.of("review_suggestions")} for copy in (before, after))
        new = {one.text for one in life.said if one.kind == kind} & (has - had)
        yield from ((before, after, text) for text in new if len(new) == 1)


def _one(people: frozenset[int]) -> frozenset[int]:
    return people if len(people) == 1 else frozenset()


def by_number(life: Life, now: Kept) -> Iterator[Named]:
    """There are as many reminders as texts of what people will do, and that is one."""
    yield from _if_one(life, "will do", [row for row in now.of("actions") if row.says["own"]])


def _if_one(life: Life, kind: str, rows: Sequence[Row]) -> Iterator[Named]:
    people = {person for row in rows for person in row.people}
    texts = [one.text for one in life.said if one.kind == kind]
    if len(people) == 1 and len(texts) == 1:
        yield texts[0], people.pop()


JOINS = (by_equal_text, by_digest, by_phase, by_moment, by_number)
