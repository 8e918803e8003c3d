"""What a line of the log is about, by ids: noted once, and there for whatever follows from it, on whichever thread.

Ids alone: of the organisation, of an event, a wake or a parcel, and one drawn by chance for each turn, by which its
lines can be put together. What somebody did without a name is called by that one and no other.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TypeAlias

Ids: TypeAlias = Mapping[str, str | int]

_IDS: ContextVar[Ids] = ContextVar("ids", default=MappingProxyType({}))


@contextmanager
def about(**ids: str | int) -> Iterator[None]:
    """Have every line be about these, too, for as long as the block runs, and in every task that begins in it."""
    token = _IDS.set({**_IDS.get(), **ids})
    try:
        yield
    finally:
        _IDS.reset(token)


@contextmanager
def about_a_turn(**ids: str | int) -> Iterator[None]:
    """Do the same for a turn and what follows from it, which all have one id; it stays where there is one already."""
    with about(**({} if "turn" in _IDS.get() else {"turn": secrets.token_hex(4)}), **ids):
        yield


def learn(**ids: str | int) -> None:
    """Have every line that is still to come be about these, too, until the innermost block around ends."""
    _IDS.set({**_IDS.get(), **ids})


def ids() -> Ids:
    """Return what lines are about just now."""
    return _IDS.get()
