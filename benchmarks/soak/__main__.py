"""Play towns from a seed until the time is over, print what came of them, and fail where anything was lost."""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.soak.grounds import Ground, Sqlite, a_server
from benchmarks.soak.printout import printout
from benchmarks.soak.town import Outcome, Plan, live

MOST, FEWEST, A_MINUTE = 2_000, 40, 200
"""People in a town, and how many for each minute that it has, unless it is said."""


def main() -> int:
    """Read the options, play, print; 1 where a count is not 0."""
    given = _given()
    with ExitStack() as stack:
        grounds: list[Ground] = []
        if given.database in ("sqlite", "both"):
            grounds.append(Sqlite())
        if given.database in ("postgres", "both"):
            grounds.append(stack.enter_context(a_server()))
        outcomes = list(_played(given, grounds))
    print(printout(outcomes))
    people = f" --people {given.people}" if given.people else ""
    print(
        f'\nAgain: make soak ARGS="--minutes {given.minutes:g} --seed {given.seed} --database {given.database}{people} '
        f'--kill-within {given.kill_within:g}"\nPeople and misfortunes are the same then; what meets what is not.'
    )
    return int(any(one.found.faults for one in outcomes))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='make soak ARGS="…"', description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0, help="of misfortune, on all databases together")
    parser.add_argument(
        "--people", type=int, default=0, help=f"in each town; by the minutes, at most {MOST}, if not said"
    )
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kill-within", type=float, default=4.0, help="the longest that the bot lives, in seconds")
    parser.add_argument("--log", type=Path, help="a folder to keep, with what each bot has logged")
    return parser.parse_args()


def _played(given: argparse.Namespace, grounds: Sequence[Ground]) -> Iterator[Outcome]:
    """A town after another on each database, all with the same share of the time."""
    share = given.minutes / len(grounds)
    people = given.people or max(FEWEST, min(MOST, int(A_MINUTE * share)))
    for ground in grounds:
        left, number = 60 * share, 0
        while left > 0:
            number += 1
            plan = Plan(people, f"{given.seed}.{number}", ground, left, given.kill_within)
            with tempfile.TemporaryDirectory(prefix="knowhow-soak-", ignore_cleanup_errors=True) as folder:
                place = Path(folder)
                outcome = asyncio.run(live(plan, place))
                if given.log:
                    given.log.mkdir(parents=True, exist_ok=True)
                    shutil.copy(place / "bot.log", given.log / f"{ground.name}-{plan.seed}.log")
            left -= outcome.took
            yield outcome


if __name__ == "__main__":
    raise SystemExit(main())
