"""What a line of the log is about, by ids: noted once, and there for whatever follows from it, on whichever thread.

Ids alone: of the organisation, of an event, a wake or a parcel, and one of each turn, by which its lines can be put
together. What somebody did without a name is called by that one and no other.
"""

import secrets
from collections.abc import Mapping
from contextvars import ContextVar, Token
from itertools import count
from types import MappingProxyType
from typing import TypeAlias

Ids: TypeAlias = Mapping[str, str | int]

PROCESS = secrets.token_hex(4)
"""This process, under a name drawn by chance: containers all call theirs by the same number."""

_NUMBERS = count(1)

_IDS: ContextVar[Ids] = ContextVar("ids", default=MappingProxyType({}))


class About:
    """Has every line be about these, too, for as long as the block runs, and in every task that begins in it."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._token: Token[Ids] | None = None

    def __enter__(self) -> None:
        self._token = _IDS.set({**_IDS.get(), **self._ids})

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _IDS.reset(self._token)


def about(**ids: str | int) -> About:
    """Have every line be about these, for as long as the block runs."""
    return About(ids)


def about_a_turn(**ids: str | int) -> About:
    """Do the same for a turn and what follows from it, which all have one id; it stays where there is one already."""
    return About(ids if "turn" in _IDS.get() else {"turn": f"{PROCESS}-{next(_NUMBERS)}", **ids})


def learn(**ids: str | int) -> None:
    """Have every line that is still to come be about these, too, until the innermost block around ends."""
    _IDS.set({**_IDS.get(), **ids})


def ids() -> Ids:
    """Return what lines are about just now."""
    return _IDS.get()
