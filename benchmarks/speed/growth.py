"""What the same turns take in a small hospital and in a large one: of a processor, PostgreSQL’s included, and in
statements."""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count, cycle

from activities.library.reading import Wanted
from benchmarks.speed.desk import Desk
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import ANN, BO, LARGE, LEE, MET, NEVER_IN, OPEN, SMALL, STRANGERS, THEY_MET, profile
from benchmarks.speed.statements import Seen, watched
from benchmarks.speed.table import Line, times
from storage.database import Database

FEWEST, MOST, LONG_ENOUGH = 3, 60, 0.15
"""How often each turn is taken in a round, and after how many seconds of a processor that was often enough."""

ROUNDS = 3
"""The least of these counts: whatever else the machine does makes a turn dearer, and never cheaper."""

GOAL = "≤ 1.3 ×"

FEEDBACK = {
    "met": "yes",
    "knew_each_other": "no",
    "would_again": "yes",
    "what_came_of_it": "We both keep a list of who knows what, and now it is one list.",
    "quote_consent": "by_role",
}

_ANN, _LEE, _BO, _NOBODY = profile(ANN), profile(LEE), profile(BO), profile(NEVER_IN)
_NEWCOMERS, _WRITERS = count(3 * STRANGERS), cycle(THEY_MET)

TURNS: Mapping[str, Callable[[Desk], object]] = {
    "/coffee status": lambda desk: desk.types(_BO, "coffee status"),
    "/coffee status, in two trials": lambda desk: desk.types(_ANN, "coffee status"),
    "/coffee status, facilitator": lambda desk: desk.types(_LEE, "coffee status"),
    "/coffee help": lambda desk: desk.types(_ANN, "coffee help"),
    "Join, opens the form": lambda desk: desk.presses(_NOBODY, "coffee.join", OPEN),
    "sign-up sent, by somebody new": lambda desk: desk.joins(profile(next(_NEWCOMERS))),
    "sign-up sent, as it stands": lambda desk: desk.joins(_BO),
    "/coffee new, opens the form": lambda desk: desk.types(_LEE, "coffee new"),
    "feedback, opens the form": lambda desk: desk.presses(_ANN, "coffee.give_feedback", MET),
    "feedback sent": lambda desk: desk.sends(profile(next(_WRITERS)), "coffee.feedback", MET, **FEEDBACK),
    "report": lambda desk: desk.presses(_LEE, "coffee.report", MET),
    "home, member": lambda desk: desk.opens_home(_ANN),
    "home, facilitator": lambda desk: desk.opens_home(_LEE),
    "/library search": lambda desk: desk.types(_ANN, "library search falls discharge"),
    "/library newest": lambda desk: desk.presses(_ANN, "library.page", Wanted().packed()),
    "/library topics": lambda desk: desk.types(_ANN, "library topics"),
    "/library show 17": lambda desk: desk.types(_ANN, "library show 17"),
    "/aar list": lambda desk: desk.types(_ANN, "aar list"),
    "/aar list, facilitator": lambda desk: desk.types(_LEE, "aar list"),
    "/aar new, opens the form": lambda desk: desk.types(_LEE, "aar new"),
    "/cafe status": lambda desk: desk.types(_ANN, "cafe status"),
    "/cafe status, facilitator": lambda desk: desk.types(_LEE, "cafe status"),
    "/actions list": lambda desk: desk.types(_ANN, "actions list"),
    "/actions list, facilitator": lambda desk: desk.types(_LEE, "actions list"),
    "/knowhow privacy": lambda desk: desk.types(_ANN, "knowhow privacy"),
    "/knowhow mine": lambda desk: desk.types(_ANN, "knowhow mine"),
}
"""What people do, by how it is called."""


def lines(ground: Ground, small: Database, large: Database) -> Iterator[Line]:
    """Each of the turns in both, which take turns: what else the machine does hits both alike."""
    yield Line(f"CPU of turns, and reads + writes, at {SMALL} → at {LARGE}", "")
    desks = Desk(small), Desk(large)
    for name, does in TURNS.items():
        both = [partial(does, desk) for desk in desks]
        seen = [_seen(one, desk.database) for one, desk in zip(both, desks, strict=True)]
        rounds = [[_once(one, ground) for one in both] for _ in range(ROUNDS)]
        before, after = map(min, zip(*rounds, strict=True))
        figure, statements = f"{before:.2f} → {after:.2f} ms", " → ".join(map(str, seen))
        yield Line(f"  {name}", figure, statements, times(after, before), GOAL)


def _seen(does: Callable[[], object], database: Database) -> Seen:
    """The statements of a turn, when caches are warm."""
    does()
    with watched(database.engine) as seen:
        does()
    return seen


def _once(does: Callable[[], object], ground: Ground) -> float:
    """What a turn takes of a processor in one round, in milliseconds."""
    before = ground.processor()
    began = time.process_time()
    taken = 0
    while taken < FEWEST or (taken < MOST and time.process_time() - began < LONG_ENOUGH):
        does()
        taken += 1
    spent = time.process_time() - began + ground.processor() - before
    return spent / taken * 1e3
