"""Which tests reach a line: recorded once for a state of the program, and kept below `build/`.

Where only tests have changed since, those are recorded again and no others.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from heapq import heappop, heappush
from pathlib import Path
from typing import Any

from benchmarks.mutants.faults import Fault
from benchmarks.mutants.importing import ROOMS
from benchmarks.mutants.recording import FOLDER

AT_ONCE = 2
"""So many tests, or faults, are run at a time."""

FEW_SECONDS = 30.0
"""So much work, in seconds, the tests may be that are tried on one fault, where they pass."""


class Reach:
    """What was recorded: the statements that each test reaches, and the seconds that it takes."""

    def __init__(self, root: Path, recordings: Iterable[Mapping[str, Any]]) -> None:
        self._root = root
        self._seconds: dict[str, float] = {}
        self._tests: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self._at_import = set[tuple[str, int]]()
        for recording in recordings:
            self._seconds |= recording["seconds"]
            names = recording["tests"]
            for file, line, tests in recording["reached"]:
                self._tests[file, line].update(names[test] for test in tests)
            self._at_import |= {(file, line) for file, line in recording["at_import"]}

    def is_at_import(self, fault: Fault) -> bool:
        """Say whether a fault is in what has been done once everything is imported."""
        return not fault.function or any((fault.file, line) in self._at_import for line in fault.lines)

    def tests(self, fault: Fault) -> list[str]:
        """Return the tests to try on a fault, not too many: near ones by their names and, for as long, quick ones."""
        reaching = self._reaching(fault)
        words = set(fault.file.removesuffix(".py").split("/"))
        near = sorted(self._spread(reaching, "["), key=lambda test: -_alike(test, words))
        chosen = dict[str, None]()
        left = FEW_SECONDS
        for test in self._by_turns(near, self._spread(reaching, "::")):
            if test not in chosen and (self._seconds[test] <= left or not chosen):
                chosen[test] = None
                left -= self._seconds[test]
        return list(chosen)

    def _by_turns(self, *ways: Sequence[str]) -> Iterator[str]:
        """Give the next test of whichever way has had less work so far."""
        heap = [(0.0, number, iter(tests)) for number, tests in enumerate(ways)]
        while heap:
            spent, number, tests = heappop(heap)
            for test in tests:
                heappush(heap, (spent + self._seconds[test], number, tests))
                yield test
                break

    def _spread(self, tests: Iterable[str], up_to: str) -> list[str]:
        """The quickest of each file or function first, and then the next ones; which is what their names begin with."""
        seen = Counter[str]()
        turns = {}
        for test in sorted(tests, key=self._seconds.__getitem__):
            beginning = test.partition(up_to)[0]
            seen[beginning] += 1
            turns[test] = seen[beginning]
        return sorted(turns, key=lambda test: (turns[test], self._seconds[test]))

    def _reaching(self, fault: Fault) -> set[str]:
        places = {(fault.file, line) for line in fault.lines}
        uses = {place for name in fault.names for place in _uses(self._root).get(name, ())}
        if uses & self._tests.keys():
            places = uses
        elif fault.names or places & self._at_import:  # what it makes is used by whoever uses the file
            places |= {(file, line) for file, line in self._tests if file == fault.file}
        return {test for place in places & self._tests.keys() for test in self._tests[place]} & self._seconds.keys()


@cache
def _uses(root: Path) -> Mapping[str, Collection[tuple[str, int]]]:
    """Where names that have their value from the moment of import are used: the statements of functions."""
    uses = defaultdict[str, set[tuple[str, int]]](set)
    for path in _sources(root, ROOMS):
        file = path.relative_to(root).as_posix()
        for statement in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.stmt)):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name | ast.Attribute):
                    uses[node.id if isinstance(node, ast.Name) else node.attr].add((file, statement.lineno))
    return uses


def _alike(test: str, words: set[str]) -> int:
    """How many words of where the fault is are in the name of a test's file."""
    parts = [part.removeprefix("test_") for part in test.partition("::")[0].removesuffix(".py").split("/")[1:]]
    return sum(any(word in part or part in word for part in parts) for word in words)


# ---- recording -------------------------------------------------------------------------------------------------------


def kept_in(root: Path) -> Path:
    """Return the folder in which is kept what is known of this state of the program."""
    return root / "build" / "mutants" / _digest(_sources(root, ROOMS))


def recorded(root: Path) -> Reach:
    """Record what has changed since it was recorded last, and return all of it."""
    folder = kept_in(root)
    folder.mkdir(parents=True, exist_ok=True)
    known_file = folder / "tests"
    known: dict[str, str] = json.loads(known_file.read_text()) if known_file.exists() else {}
    now = {file.relative_to(root).as_posix(): _digest([file]) for file in sorted((root / "tests").rglob("test_*.py"))}
    changed = {file for file in known.keys() | now.keys() if known.get(file) != now.get(file)}
    if changed:
        print(f"Recording which lines the tests of {len(changed)} files reach; it is kept.", file=sys.stderr)
        _forget(folder, changed)
        _record(root, folder, [file for file in now if file in changed])
        known_file.write_text(json.dumps(now))
    return Reach(root, (json.loads(file.read_text()) for file in folder.glob("*.json")))


def _forget(folder: Path, files: Collection[str]) -> None:
    """Let go of tests that may be there no more: what has no seconds is not tried."""
    for file in folder.glob("*.json"):
        recording = json.loads(file.read_text())
        seconds = recording["seconds"]
        recording["seconds"] = {test: took for test, took in seconds.items() if test.partition("::")[0] not in files}
        file.write_text(json.dumps(recording))


def _record(root: Path, folder: Path, files: Sequence[str]) -> None:
    """Run these tests with the plugin that records. Some may fail: that is no fault of ours."""
    command = [sys.executable, "-m", "pytest", "-p", "benchmarks.mutants.recording", "-p", "no:cacheprovider"]
    several = ["--numprocesses", str(AT_ONCE), "--dist", "worksteal"] if len(files) > 1 else []
    environment = os.environ | {FOLDER: str(folder), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples")}
    subprocess.run([*command, *several, *files], env=environment, cwd=root, stdout=sys.stderr, check=False)  # noqa: S603


def _sources(root: Path, rooms: Iterable[str]) -> list[Path]:
    return sorted(file for room in rooms for file in (root / room).rglob("*.py"))


def _digest(files: Iterable[Path]) -> str:
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
