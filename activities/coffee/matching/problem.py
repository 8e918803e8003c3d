"""The question a draw answers, and its answer, in plain values: no arrays, no platform, no database.

Somebody asks for one meeting in all, or for one at each of their sites. Each meeting asked for is a *slot*. Two slots
may be paired when they share a site (or both people accept a virtual meeting), the departments differ, and the two
people are not kept apart. `TIERS` says which of all lawful matchings is wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VIRTUAL = ""  # the site of a virtual meeting
MOST_OWED = 1_000_000  # so that sums over all tiers stay exact

TIERS = (
    "slots in pairs, counted as pairs",
    "times left out before, summed over those now in a pair",
    "pairs who never met before",
    "pairs of clinical with non-clinical",
    "departments somebody had not met yet",
    "rounds since those who met before last met",
)
"""What is wanted, most important first; each counts only among matchings that are equal in all before it.

What is left equal is drawn at random.
"""


@dataclass(frozen=True)
class Candidate:
    """One person who wants to meet somebody."""

    id: str
    sites: tuple[str, ...]
    department: str
    clinical: bool
    each_site: bool = False
    """One meeting at each of their sites; else one in all, at any of them."""
    owed: int = 0
    """How often they were left out, or joined a pair as a third, in earlier rounds."""
    virtual: bool = False


@dataclass(frozen=True)
class Pool:
    """Everybody who is free for a meeting, and what is known about them. The order of candidates never matters."""

    candidates: tuple[Candidate, ...]
    met: Mapping[frozenset[str], int] = field(default_factory=dict)
    """Pair of ids → how many rounds ago they last met (1: in the last round). People not in the pool may occur."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs of ids never to be brought together."""

    def __post_init__(self) -> None:
        """Raise ValueError for what no caller may ask: the same id twice, a nameless site, a debt out of range."""
        ids = [candidate.id for candidate in self.candidates]
        if len(set(ids)) < len(ids):
            raise ValueError("each candidate's id must occur once")
        if any(VIRTUAL in candidate.sites for candidate in self.candidates):
            raise ValueError("a site must have a name")
        if any(not 0 <= candidate.owed <= MOST_OWED for candidate in self.candidates):
            raise ValueError(f"owed must be from 0 to {MOST_OWED}")


@dataclass(frozen=True)
class Group:
    """Two people who are to meet, or three."""

    members: tuple[str, ...]
    """Sorted ids."""
    site: str
    """Where; VIRTUAL for a virtual meeting."""
    why: str
    """In plain words, one line, for a facilitator."""
    met_before: bool
    third: str | None = None
    """In a three, the one who joined a pair: owed one more time in the next round."""


@dataclass(frozen=True)
class LeftOut:
    """A meeting that somebody asked for and that could not be had."""

    id: str
    site: str
    """The site it was asked for; VIRTUAL if no particular one."""
    why: str
    """In plain words, to the person themselves."""


@dataclass(frozen=True)
class Shortfall:
    """A tier in which the matching may not be the best."""

    tier: int
    """Index into TIERS."""
    reached: int
    bound: int
    """No matching that is as good in all earlier tiers goes beyond this; the best one may well fall short of it."""


@dataclass(frozen=True)
class Quality:
    """How good a matching is, and how far that is proven."""

    reached: tuple[int, ...]
    """What the pairs reach in each of TIERS, thirds not counted."""
    shortfalls: tuple[Shortfall, ...]
    """Empty when no matching at all is better in any of TIERS."""
    pairs: int
    threes: int
    repeats: int
    """Groups in which at least two met before."""
    mixed: int
    """Groups of clinical with non-clinical people."""
    twice: tuple[tuple[str, str], ...] = ()
    """Sorted ids of two people who come together at two sites in this very draw."""

    @property
    def proven(self) -> bool:
        """Whether the pairs are proven to be the best possible."""
        return not self.shortfalls


@dataclass(frozen=True)
class Matching:
    """Who meets whom; drawing again from the same pool with the same seed gives the same."""

    groups: tuple[Group, ...]
    """Sorted by site, then members."""
    left_out: tuple[LeftOut, ...]
    """Sorted by site, then id."""
    seed: int
    quality: Quality
