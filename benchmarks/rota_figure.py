"""Draws docs/rota.svg: `python -m benchmarks.rota_figure`. Repeats for 6 to 60 people in fours for six rounds."""

from collections.abc import Iterable
from pathlib import Path

from activities.cafe.rota import sizes
from benchmarks.rota import grid, shuffled

ROUNDS = 6
HEIGHT, HIGHEST = 260, 100
"""Of the figure's field in its own units, and in repeats."""

FIGURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360" font-family="Helvetica, Arial, sans-serif" \
role="img" aria-labelledby="title desc">
  <title id="title">Repeats against the fewest known and against shuffling</title>
  <desc id="desc">Six rounds at tables of about four. Shuffled, a café of any size has dozens of repeats. Ours has as \
few as are known: many for the smallest cafés, where there are too few people to meet, and none for larger ones.</desc>
  <rect width="720" height="360" fill="#ffffff"/>
  <g font-size="13" fill="#4a5864">
{axes}
  </g>
  <polyline points="{shuffled}" fill="none" stroke="#c77800" stroke-width="2"/>
  <polyline points="{known}" fill="none" stroke="#1f2d3a" stroke-width="1.5"/>
  <g fill="#2b7cc0">
{ours}
  </g>
  <g font-size="14">
    <text x="690" y="45" fill="#c77800" text-anchor="end">the best of 100 rotas by shuffling</text>
    <text x="690" y="67" fill="#1f2d3a" text-anchor="end">line: the fewest known</text>
    <text x="690" y="89" fill="#2b7cc0" text-anchor="end">dots: ours</text>
  </g>
</svg>
"""


def main() -> None:
    """Seat every café of the figure, and write it."""
    cases = [case for case in grid(range(6, 61), [ROUNDS]) if case.tables == len(sizes(case.people, 4))]
    Path("docs/rota.svg").write_text(
        FIGURE.format(
            axes="\n".join(_axes()),
            shuffled=_line((case.people, shuffled(case.people, 4, ROUNDS)) for case in cases),
            known=_line((case.people, case.known) for case in cases),
            ours="\n".join(f'    <circle cx="{_x(case.people)}" cy="{_y(case.ours)}" r="3"/>' for case in cases),
        ),
        encoding="utf-8",
    )


def _axes() -> Iterable[str]:
    for people in range(10, 61, 10):
        yield f'    <text x="{_x(people)}" y="318" text-anchor="middle">{people}</text>'
    for repeats in range(0, HIGHEST + 1, 20):
        yield f'    <text x="44" y="{_y(repeats) + 4}" text-anchor="end">{repeats}</text>'
        yield f'    <line x1="50" x2="700" y1="{_y(repeats)}" y2="{_y(repeats)}" stroke="#e3e8ec"/>'
    yield '    <text x="375" y="344" text-anchor="middle">people</text>'
    yield '    <text x="12" y="20">repeats in six rounds</text>'


def _line(points: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{_x(people)},{_y(repeats)}" for people, repeats in points)


def _x(people: int) -> int:
    return 50 + (people - 5) * 650 // 56


def _y(repeats: int) -> int:
    return 300 - repeats * HEIGHT // HIGHEST


if __name__ == "__main__":
    main()
