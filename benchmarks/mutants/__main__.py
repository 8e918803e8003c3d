"""Draw faults from a seed, try each on the tests that reach its line, and print those that no test notices."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mutants.drawing import drawn
from benchmarks.mutants.faults import Fault
from benchmarks.mutants.judging import Judged, judged
from benchmarks.mutants.kept import Kept
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
    """Say of each what came of it, as it goes, where it disturbs no output; first of those of which it is known."""
    reach, kept, until = recorded(ROOT), Kept(ROOT), time.monotonic() + seconds
    trials = []
    for fault in faults:
        tests = reach.tests(fault)
        if kept.is_caught(fault):
            yield fault, Outcome.CAUGHT
        elif kept.has_survived(fault, tests):
            yield fault, Outcome.SURVIVED
        else:
            trials.append(Trial(fault, tests, reach.is_at_import(fault)))
    print(f"What comes of {len(faults) - len(trials)} of them is known.", file=sys.stderr, flush=True)
    tests_of = {trial.fault: trial.tests for trial in trials}
    for number, (fault, outcome) in enumerate(tried(ROOT, trials, AT_ONCE, until, kept), start=1):
        print(f"{number:>4} {outcome.value}: {fault}", file=sys.stderr, flush=True)
        if outcome is Outcome.SURVIVED:
            kept.keep_survived(fault, tests_of[fault])
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
