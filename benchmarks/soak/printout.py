"""What came of a soak, as a table."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.soak.town import Outcome

WIDTH = 46
MOST_SHOWN = 20


def printout(outcomes: Sequence[Outcome]) -> str:
    """Every count over all towns, by database; and each fault in words."""
    by_ground: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_ground.setdefault(one.plan.ground.name, []).append(one)
    grounds = sorted(by_ground)
    lines = [_line("", grounds)]

    def rows(title: str, counts: Sequence[Counter[str]]) -> None:
        names = sorted({name for count in counts for name in count})
        lines.extend(["", title] if names else [])
        lines.extend(_line(f"  {name}", [count[name] for count in counts]) for name in names)

    towns = [by_ground[ground] for ground in grounds]
    rows("played", [_sum([Counter(towns=1, people=one.plan.people) + one.found.figures for one in t]) for t in towns])
    rows("went wrong", [_sum([one.weather.counts for one in t]) for t in towns])
    rows("acknowledged", [_sum([one.found.acknowledged for one in t]) for t in towns])
    rows("had no answer, and could have had none", [_sum([one.found.excused for one in t]) for t in towns])
    lines += ["", "must be 0"]
    for title, name in (
        ("acknowledged and lost", "lost"),
        ("doubled", "doubled"),
        ("wrongly called introduced", "claimed"),
        ("presses without an answer", "silent"),
        ("facilitators not told", "untold"),
    ):
        lines.append(_line(f"  {title}", [sum(len(getattr(one.found, name)) for one in t) for t in towns]))
    for one in outcomes:
        found = one.found.faults
        lines += [f"{one.plan.ground.name}, seed {one.plan.seed}: {fault}" for fault in found[:MOST_SHOWN]]
        lines += [f"… and {len(found) - MOST_SHOWN} more"] if len(found) > MOST_SHOWN else []
    longest = max(one.allowance for one in outcomes)
    waits = sorted(wait for one in outcomes for wait in one.found.waits)
    lines += [
        "",
        f"Slack gives three seconds for an answer; this machine was given {3 * longest:.0f}, by how long a command "
        "took before anything was wrong.",
        f"Answers took {_at(waits, 0.5):.2f} s in the middle, {_at(waits, 0.99):.2f} s at the 99th of 100, "
        f"{_at(waits, 1.0):.2f} s at most.",
    ]
    return "\n".join(lines)


def _line(name: str, values: Sequence[object]) -> str:
    return f"{name:<{WIDTH}}" + "".join(f"{value!s:>12}" for value in values)


def _sum(counts: Sequence[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for count in counts:
        total.update(count)
    return total


def _at(ordered: Sequence[float], part: float) -> float:
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0
