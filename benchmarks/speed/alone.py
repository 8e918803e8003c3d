"""What a turn takes of a processor with the engine alone, against as many statements through SQLAlchemy Core."""

from collections.abc import Iterator
from itertools import count

from benchmarks.speed.core import Statements
from benchmarks.speed.desk import Desk
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import BO, STRANGERS, profile
from benchmarks.speed.statements import Made, Seen, processor_ms, watched
from benchmarks.speed.table import Line, times

TURNS = 100


def made_by(desk: Desk) -> Made:
    """See which statements a status makes, and a sign-up, when caches are warm."""
    for newcomer in (STRANGERS, STRANGERS + 1):
        with watched(desk.database.engine) as looks:
            desk.types(profile(BO), "coffee status")
        with watched(desk.database.engine) as joins:
            desk.joins(profile(newcomer))
    return Made(looks, joins)


def lines(ground: Ground, desk: Desk, made: Made) -> Iterator[Line]:
    """What a turn that shows takes, and one that writes."""
    newcomers = count(2 * STRANGERS)
    looks = processor_ms(lambda: desk.types(profile(BO), "coffee status"), TURNS)
    joins = processor_ms(lambda: desk.joins(profile(next(newcomers))), TURNS)
    yield _line("CPU of a turn that shows: status", looks, ground, made.looks, "≤ 1.5 ms")
    yield _line("CPU of a turn that writes: sign-up", joins, ground, made.joins, "≤ 3.5 ms")


def _line(measure: str, ours: float, ground: Ground, seen: Seen, goal: str) -> Line:
    statements = Statements(ground.empty(), seen.reads, seen.writes)
    statements.fill()
    theirs = processor_ms(statements.once, TURNS)
    statements.close()
    return Line(measure, f"{ours:.2f} ms", f"Core, {seen}: {theirs:.2f} ms", times(ours, theirs), goal)
