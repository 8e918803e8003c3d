"""What a turn takes of a processor with the engine alone, against as many statements through SQLAlchemy Core."""

from collections.abc import Iterator
from itertools import count

from benchmarks.speed.core import Statements
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import profile
from benchmarks.speed.statements import Bot, Made, Seen, processor_ms
from benchmarks.speed.table import Line, times

TURNS = 200
STRANGERS = 1_000_000
"""The number from which on people are nobody to the database, or to any other benchmark."""


def made_by(bot: Bot) -> Made:
    """See which statements a status makes, and a sign-up, when caches are warm."""
    for newcomer in (STRANGERS, STRANGERS + 1):
        with bot.watched() as looks:
            bot.types(profile(2), "coffee", "status")
        with bot.watched() as joins:
            bot.signs_up(profile(newcomer))
    return Made(looks, joins)


def lines(ground: Ground, bot: Bot, made: Made) -> Iterator[Line]:
    """What a turn that shows takes, and one that writes."""
    newcomers = count(2 * STRANGERS)
    looks = processor_ms(lambda: bot.types(profile(2), "coffee", "status"), TURNS)
    joins = processor_ms(lambda: bot.signs_up(profile(next(newcomers))), TURNS)
    yield _line("CPU of a turn that shows: status", looks, ground, made.looks, "≤ 1.5 ms")
    yield _line("CPU of a turn that writes: sign-up", joins, ground, made.joins, "≤ 3.5 ms")


def _line(measure: str, ours: float, ground: Ground, seen: Seen, goal: str) -> Line:
    statements = Statements(ground.empty(), seen.reads, seen.writes)
    statements.fill()
    theirs = processor_ms(statements.once, TURNS)
    statements.close()
    return Line(measure, f"{ours:.2f} ms", f"Core, {seen}: {theirs:.2f} ms", times(ours, theirs), goal)
