"""Guesses: what is kept is nearly alike, near in time, in the same order, of one length, or changes meanwhile.

Each gives, for a text, the one whom it would name. A guess may be right; over many texts it must not be right more
often than somebody who draws lots among all of whom it may be so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from tests.linkage.kept import SEALED, Kept, Row, changed
from tests.linkage.life import Life, Said

Guess = tuple[Said, int]

KINDS = ("answer", "suggestion", "takes away", "will do")
WHERE = {
    "answer": ("shown_answers",),
    "suggestion": ("review_suggestions",),
    "takes away": ("shown_takeaways", "takeaways"),
    "will do": ("shown_takeaways", "takeaways"),
}
"""Where texts of a kind are shown: the second in databases of earlier versions."""


def by_order(table: str, life: Life, now: Kept) -> Iterator[Guess]:
    """The texts as the database has them, beside the people as a table that names them has them."""
    people = list(dict.fromkeys(person for row in now.of(table) if len(row.people) == 1 for person in row.people))
    for texts in _texts_by_kind(life, now):
        yield from _side_by_side(texts, people)


def by_last_act(life: Life, now: Kept) -> Iterator[Guess]:
    """The texts as the database has them, beside the people by when they last did anything."""
    acted = sorted(now.of("accounts"), key=lambda row: str(row.says["acted_at"]))
    people = [person for row in acted for person in row.people]
    for texts in _texts_by_kind(life, now):
        yield from _side_by_side(texts, people)


def by_length(life: Life, now: Kept) -> Iterator[Guess]:
    """The texts by their length, beside the people by the length of what has their name."""
    named = {person: 0 for row in now.of("accounts") for person in row.people}
    for row in now.rows:
        for person in row.people if len(row.people) == 1 else ():
            named[person] = named.get(person, 0) + sum(len(str(value)) for value in row.says.values())
    people = sorted(named, key=lambda person: named[person])
    for texts in _texts_by_kind(life, now):
        yield from _side_by_side(sorted(texts, key=lambda one: len(one.text)), people)


def by_what_changed_meanwhile(life: Life, now: Kept) -> Iterator[Guess]:
    """A text is there that was not in the copy before, and some people's rows have changed."""
    for before, after in zip(life.copies, [*life.copies[1:], now], strict=True):
        rows = [row for row in changed(before, after) if row.table not in SEALED and not _is_sealed(row)]
        people = list(dict.fromkeys(person for row in rows if len(row.people) == 1 for person in row.people))
        new = [one for one in life.said if any(not row.people and _has(row, one) for row in rows)]
        for said in new:
            yield from ((said, person) for person in people[:1])


def by_neighbours(life: Life, now: Kept) -> Iterator[Guess]:
    """What was told to somebody just before, or after, whoever runs it was told of the change."""
    messages = now.of("messages")
    for before, row, after in zip(messages, messages[1:], messages[2:], strict=False):
        if str(row.says["key"]).startswith(("desk:", "progress:")):
            for said in (one for one in life.said if one.kind == "suggestion"):
                yield from ((said, person) for one in (before, after) if len(one.people) == 1 for person in one.people)


def _texts_by_kind(life: Life, now: Kept) -> Iterator[list[Said]]:
    for kind in KINDS:
        rows = [row for table in WHERE[kind] for row in now.of(table)]
        texts = [one for row in rows for one in life.said if one.kind == kind and _has(row, one)]
        if texts:
            yield texts


def _side_by_side(texts: Sequence[Said], people: Sequence[int]) -> Iterator[Guess]:
    for at, said in enumerate(texts):
        among = [person for person in people if person in said.among]
        if among:
            yield said, among[at % len(among)]


def _has(row: Row, said: Said) -> bool:
    return said.text in map(str, row.says.values())


def _is_sealed(row: Row) -> bool:
    return str(row.says.get("key", "")).startswith("yours:")


def too_good(guesses: Sequence[Guess], level: float = 0.01) -> bool:
    """Whether somebody who draws lots would be right as often in fewer than one of a hundred worlds."""
    hits = sum(said.author == person for said, person in guesses)
    chances = [1.0]  # of being right so many times
    for said, _ in guesses:
        right = 1 / len(said.among)
        chances = [
            now * (1 - right) + before * right for now, before in zip([*chances, 0.0], [0.0, *chances], strict=True)
        ]
    return sum(chances[hits:]) < level


IN_ORDER = ("review_members", "cafe_guests", "actions", "accounts", "messages", "record_participants")

GUESSES: Mapping[str, Callable[[Life, Kept], Iterator[Guess]]] = {
    **{f"by the order of {table}": partial(by_order, table) for table in IN_ORDER},
    "by the last act": by_last_act,
    "by length": by_length,
    "by what changed meanwhile": by_what_changed_meanwhile,
    "by neighbours in the outbox": by_neighbours,
}


def guessed(life: Life, now: Kept) -> dict[str, list[Guess]]:
    """What each way of guessing makes of a town: one guess a text."""
    return {
        name: list({said: (said, person) for said, person in reversed(list(guess(life, now)))}.values())
        for name, guess in GUESSES.items()
    }
