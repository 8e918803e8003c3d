"""The table: a line for each measure, beside the baseline of the same run and the goal."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTHS = (36, 28, 36, 9, 11)
HEAD = ("measure", "figure", "baseline", "ratio", "goal")


@dataclass(frozen=True)
class Line:
    """One line. What is empty is not known, or said in the line above."""

    measure: str
    figure: str
    baseline: str = ""
    ratio: str = ""
    goal: str = ""

    def __str__(self) -> str:
        return _row((self.measure, self.figure, self.baseline, self.ratio, self.goal))


def head(ground: str) -> str:
    """The first lines of a table, with what it was measured on."""
    return f"\n{ground}\n{_row(HEAD)}\n{_row(['-' * (width - 2) for width in WIDTHS])}"


def part_of(ours: float, theirs: float) -> str:
    """How many of theirs ours are, as `0.53`."""
    return f"{ours / theirs:.2f}" if theirs else "–"


def times(ours: float, theirs: float) -> str:
    """How many times as much ours are, as `1.3 ×`."""
    return f"{ours / theirs:.1f} ×" if theirs else "–"


def at(ordered: Sequence[float], part: float) -> float:
    """What so large a part of them does not exceed, of figures in ascending order: the nearest rank.

    At least one figure; of 100 the part 0.99 is the 99th.
    """
    return ordered[max(0, -(-len(ordered) * round(part * 1000) // 1000) - 1)]


def _row(cells: Sequence[str]) -> str:
    return "".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
