"""What becomes of one organisation of 50,000 people, or of 200,000, from its staff list to the last night of its trial.

Everything is real but the people and Slack, which is the sandbox's. `make bench ARGS="scale --people 50000,200000"`.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

BASE, SIZES = 5_000, "50000,200000"

LEGEND = """
One in twenty of everybody joins one trial, while one in a hundred is in each of 20 others. “× base” is how many times
the CPU of the same stage at the smallest size of the run. CPU is the bot’s, with PostgreSQL’s; where it delivers, start
and idling are in it, and a small Slack beside it takes about as much again. “longest” is the CPU of the longest
transaction that wrote: on SQLite nobody else can write meanwhile. “by Slack” is how long Slack’s limits make a delivery
last, whatever the machine can.
""".strip()


def main(options: Sequence[str] = ()) -> None:
    """Print the tables, a line as soon as it is known."""
    given = _given(options)
    print(f"{os.cpu_count()} cores, which the bot, the small Slack and PostgreSQL share with whatever else runs.")
    print(LEGEND)
    for line in tables(given.people, given.database):
        print(line, flush=True)


def tables(sizes: Sequence[int], database: str) -> Iterator[str]:
    """The lines of the tables of these sizes, on `sqlite`, `postgresql` or `both`."""
    from benchmarks.scale.measuring import measured
    from benchmarks.speed.grounds import postgresql, sqlite

    with tempfile.TemporaryDirectory(prefix="knowhow-scale-") as folder, ExitStack() as stack:
        grounds = [sqlite(Path(folder))] if database != "postgresql" else []
        if database != "sqlite":
            grounds.append(stack.enter_context(postgresql(vacuums_itself=True)))
        for ground in grounds:
            yield from measured(ground, Path(folder) / ground.name, sizes)


def _given(options: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='make bench ARGS="scale …"', description=__doc__)
    parser.add_argument("--people", type=_sizes, default=_sizes(SIZES), help=f"sizes with , between ({SIZES})")
    parser.add_argument("--base", type=int, default=BASE, help=f"the size beside which the others stand ({BASE})")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args(options)
    given.people = sorted({given.base, *given.people})
    return given


def _sizes(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]
