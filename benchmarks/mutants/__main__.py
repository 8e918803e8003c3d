"""Draw faults from a seed, try each on the tests that reach its line, and print those that no test notices."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mutants.caught import Caught
from benchmarks.mutants.drawing import drawn
from benchmarks.mutants.faults import Fault
from benchmarks.mutants.judging import Judged, judged
from benchmarks.mutants.reach import AT_ONCE, recorded
from benchmarks.mutants.trying import Outcome, Trial, tried

ROOT = Path.cwd()

ENOUGH = 0.9
"""The share that has to be caught of those that change behaviour."""


def main() -> int:
    """Read the options, try, print; 1 where too few are caught."""
    given = _given()
    faults = [fault for fault in drawn(ROOT, given.seed, given.faults) if given.only in str(fault)]
    print(f"{len(faults)} faults, drawn by the seed {given.seed}")
    if given.list:
        print(*faults, sep="\n")
        return 0
    outcomes = dict(_tried(faults, 60 * given.minutes))
    if len(outcomes) < len(faults):
        print(f"{len(outcomes)} of them were tried, in {given.minutes:g} minutes")
    return _report(outcomes, judged())


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='make mutants SEED=1 ARGS="…"', description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--faults", type=int, default=400, help="so many are drawn")
    parser.add_argument("--only", default="", help="of these, those that are printed with this, such as a file")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="no more are begun after these")
    parser.add_argument("--list", action="store_true", help="print what is drawn, and try nothing")
    return parser.parse_args()


def _tried(faults: list[Fault], seconds: float) -> Iterator[tuple[Fault, Outcome]]:
    """Say of each what came of it, as it goes, where it disturbs no output; first of those that were caught before."""
    reach, caught, until = recorded(ROOT), Caught(ROOT), time.monotonic() + seconds
    known = caught.faults()
    yield from ((fault, Outcome.CAUGHT) for fault in faults if str(fault) in known)
    rest = [fault for fault in faults if str(fault) not in known]
    print(f"{len(faults) - len(rest)} of them were caught before.", file=sys.stderr, flush=True)
    trials = [Trial(fault, reach.tests(fault), reach.is_at_import(fault)) for fault in rest]
    for number, (fault, outcome) in enumerate(tried(ROOT, trials, AT_ONCE, until, caught), start=1):
        print(f"{number:>4} {outcome.value}: {fault}", file=sys.stderr, flush=True)
        yield fault, outcome


def _report(outcomes: dict[Fault, Outcome], said: Judged) -> int:
    missed = [fault for fault, outcome in outcomes.items() if outcome in (Outcome.SURVIVED, Outcome.NOT_REACHED)]
    same = [fault for fault in missed if fault.name in said.changes_nothing]
    elsewhere = [fault for fault in missed if fault.name in said.caught_elsewhere]
    holes = [fault for fault in missed if fault not in same and fault not in elsewhere]
    for outcome, number in Counter(outcomes.values()).items():
        print(f"{number:>6} {outcome.value}")
    print(f"{len(same):>6} of these change nothing, {len(elsewhere)} are caught by tests that are not tried here")
    change, caught = len(outcomes) - len(same), len(outcomes) - len(missed) + len(elsewhere)
    share = caught / change if change else 1.0
    print(f"{caught} of {change} that change behaviour are caught: {100 * share:.1f}%")
    if holes:
        print("Not caught, and not judged:")
    for fault in sorted(holes, key=lambda fault: (fault.file, fault.lines.start)):
        print(f"  {fault}" + (" (no test reaches it)" if outcomes[fault] is Outcome.NOT_REACHED else ""))
    return int(share < ENOUGH)


if __name__ == "__main__":
    raise SystemExit(main())
