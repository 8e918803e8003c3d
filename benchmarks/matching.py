"""How fast and how good a draw is, next to what else people use, on the same hospitals in the same run.

Seconds depend on the machine and on what else it does; ratios are what to look at.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random
from typing import TypeVar

import networkx as nx

from activities.coffee.matching import match
from activities.coffee.matching.problem import Pool
from benchmarks.memory import peak_megabytes
from tests.coffee.matching import oracle, rivals
from tests.coffee.matching.hospitals import hospital

EXACT = ((200, 10), (400, 20), (1000, 20))  # people; times faster than networkx that we ask for
LARGE = (5_000, 20_000, 100_000)
Result = TypeVar("Result")


def main() -> None:
    """Print all tables."""
    against_networkx()
    against_rivals()
    large_pools()


def against_networkx() -> None:
    """A whole draw, shuffle and reasons included, next to networkx's matching alone, its graph already built."""
    print("Exact, time of a whole draw next to networkx's max_weight_matching on the same pairs")
    print(f"{'people':>8} {'earlier rounds':>14} {'draw':>10} {'networkx':>10} {'times faster':>13} {'asked':>6}")
    match(hospital(1, 20), 1)  # imports
    for people, asked in EXACT:
        for rounds in (0, 12):
            pool = hospital(people, people, rounds=rounds)
            ours = min(timed(lambda pool=pool: match(pool, 1))[0] for _ in range(3))  # type: ignore[misc]
            graph = oracle.graph_of(pool)
            theirs, mates = timed(lambda graph=graph: nx.max_weight_matching(graph))  # type: ignore[misc]
            assert len(mates) == match(pool, 1).quality.reached[0]
            print(f"{people:8,} {rounds:14} {ours:9.3f}s {theirs:9.2f}s {theirs / ours:12.0f}× {asked:5}×")


def against_rivals() -> None:
    """Tiers reached by one draw with twelve earlier rounds."""
    print("\nOne draw after twelve rounds: ours, and by how much the others fall short of it")
    print(
        f"{'people':>8} {'by':>22} {'pairs':>6} {'unlawful':>9} {'repeats':>8} {'mixed':>6} {'new dep.':>9} {'time':>9}"
    )
    for people in (52, 200, 400):
        pool = hospital(people, people, rounds=12, each_site=0, owed=0)
        ways: dict[str, Callable[[], oracle.Pairing]] = {
            "this": lambda pool=pool: ours(pool),  # type: ignore[misc]
            "shuffling": lambda pool=pool: rivals.shuffled(pool, Random(1)),  # type: ignore[misc]
            "greedy, best of twenty": lambda pool=pool: rivals.best_of_twenty(pool, Random(1)),  # type: ignore[misc]
            "colette": lambda pool=pool: colette(pool),  # type: ignore[misc]
        }
        for name, way in ways.items():
            seconds, pairing = timed(way)
            lawful = [(a, b) for a, b in pairing if oracle.lawful(pool, a, b)]
            _, _, repeats, mixed, new, _ = oracle.tiers_of(pool, tuple(lawful))
            unlawful = len(pairing) - len(lawful)
            print(f"{people:8,} {name:>22} {len(lawful):6} {unlawful:9} {-repeats:8} {mixed:6} {new:9} {seconds:8.3f}s")


def ours(pool: Pool) -> oracle.Pairing:
    slot = {slot.person.id: slot for slot in oracle.slots_of(pool)}
    pairs = [sorted(set(group.members) - {group.third}) for group in match(pool, 1).groups]
    return tuple((slot[a], slot[b]) for a, b in pairs)


def colette(pool: Pool) -> oracle.Pairing:
    """colette 0.3 with departments as organisations; pairs that share no site are made dearer than nobody at all."""
    from colette.models import Overrides, Pair, Person, RoundConfig, Solution
    from colette.solver import solve_round

    slots = {slot.person.id: slot for slot in oracle.slots_of(pool)}
    people = {name: Person(name, slot.person.department, True, "") for name, slot in slots.items()}
    unlawful = {
        frozenset((people[a], people[b])): 200
        for a in people
        for b in people
        if a < b and not oracle.lawful(pool, slots[a], slots[b])
    }
    latest = max(pool.met.values())
    rounds = [
        Solution(
            cost=0,
            round=latest - ago,
            pairs=frozenset(
                Pair(*(people[name] for name in sorted(pair))) for pair, when in pool.met.items() if when == ago
            ),
            caviats={},
        )
        for ago in range(latest, 0, -1)
    ]
    config = RoundConfig(latest, people, overrides=Overrides(unlawful), cost_of_pairing_previous_partner_n=latest)
    found = solve_round(config, rounds).pairs
    return tuple((slots[p.primary.name], slots[p.secondary.name]) for p in found if p.primary != p.secondary)


def large_pools() -> None:
    """Each in a process of its own, so that its memory is its own."""
    print("\nLarge pools: share of the bound reached, time and memory of the whole process")
    print(f"{'people':>8} {'time':>8} {'pool':>8} {'peak':>8}   pairs, owed, fresh, mixed, new departments")
    for people in LARGE:
        run = [sys.executable, "-c", f"from benchmarks.matching import draw_large; draw_large({people})"]
        told = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)  # noqa: S603 - our own code
        shares = ", ".join(f"{share:.3%}" for share in told["shares"])
        print(f"{people:8,} {told['seconds']:7.1f}s {told['pool']:5.0f} MB {told['peak']:5.0f} MB   {shares}")


def draw_large(people: int) -> None:
    """Draw one large pool and print seconds, megabytes with the pool alone and at the peak, and shares of bounds."""
    pool = hospital(1, people, sites=people // 500, departments=30, rounds=3)
    before = peak_megabytes()
    seconds, matching = timed(lambda: match(pool, 1))
    short = {short.tier: short.reached / short.bound for short in matching.quality.shortfalls}
    shares = [short.get(tier, 1.0) for tier in range(5)]
    print(json.dumps({"seconds": seconds, "pool": before, "peak": peak_megabytes(), "shares": shares}))


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds, and what came of the work."""
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


if __name__ == "__main__":
    main()
