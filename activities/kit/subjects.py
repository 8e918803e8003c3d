"""What a button, form, wake or message is about, as it travels and is kept: `17`, or more parts of it, `17:2`.

Buttons and forms may say anything: they prove only that somebody sent them. What none of ours has ever carried is
refused here, and nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, TypeVarTuple, overload

from activities.kit.phases import MovedOn

LARGEST_ID = 2**31 - 1
"""More than a database's integer holds would be a fault there."""

Parts = TypeVarTuple("Parts")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")


@dataclass(frozen=True)
class Subject(Generic[*Parts]):
    """Subjects of one shape, written from their parts and read as them. Made by `subject`."""

    kinds: tuple[type, ...]

    def spell(self, *parts: *Parts) -> str:
        """Write the subject with these parts."""
        return ":".join(map(_written, parts))

    def read(self, said: str) -> tuple[*Parts]:
        """Read a subject's parts; the last of them, where it is text, is all that is left.

        Raises `MovedOn` for another shape.
        """
        parts = said.split(":", len(self.kinds) - 1)
        if len(parts) < len(self.kinds):
            raise MovedOn
        return tuple(_READERS[kind](part) for kind, part in zip(self.kinds, parts, strict=True))  # type: ignore[return-value]


@overload
def subject(a: type[A], b: type[B], /) -> Subject[A, B]: ...
@overload
def subject(a: type[A], b: type[B], c: type[C], /) -> Subject[A, B, C]: ...
@overload
def subject(a: type[A], b: type[B], c: type[C], d: type[D], /) -> Subject[A, B, C, D]: ...
@overload
def subject(a: type[A], b: type[B], c: type[C], d: type[D], e: type[E], f: type[F], /) -> Subject[A, B, C, D, E, F]: ...
def subject(*kinds: type) -> Subject[*tuple[Any, ...]]:
    """Make subjects whose parts are of these types, in this order."""
    return Subject(kinds)


PLACE = subject(int, int)
"""A thing's id, and a number within it: a page, a place in a list, a round, a version."""


def number(said: str | int) -> int:
    """Read an id, a page, a place in a list. Raises `MovedOn` for what is none."""
    try:
        identity = int(said)
    except ValueError:
        raise MovedOn from None
    if not 0 <= identity <= LARGEST_ID:
        raise MovedOn
    return identity


def numbers(said: str | int) -> tuple[int, ...]:
    """Read the numbers of which a subject consists, one at least. Raises `MovedOn` where any part of it is none."""
    return tuple(number(part) for part in str(said).split(":"))


def head(said: str | int) -> int:
    """Read the id with which a subject begins, whatever follows. Raises `MovedOn` where it begins with none."""
    return number(str(said).partition(":")[0])


def word_of(key: str) -> str:
    """Return the first word of a message's key, which says what kind of message it is."""
    return key.partition(":")[0]


def about(key: str) -> int:
    """Read the id of what a message is about, which follows the first word of its key."""
    return head(key.partition(":")[2])


def _written(part: object) -> str:
    match part:
        case bool():
            return str(int(part))
        case date():
            return part.isoformat()
        case _:
            return str(part)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise MovedOn from None


_READERS: Mapping[type, Callable[[str], object]] = {int: number, str: str, date: _day, bool: lambda said: said == "1"}
