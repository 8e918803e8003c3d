"""What came of faults, kept with what was recorded, so that a search goes on where it stopped.

It holds for a state of the program: that a fault was caught until the file changes in which the test is that caught it,
and that one survived until other tests are to be tried on it, or one of their files changes.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from benchmarks.mutants.faults import Fault
from benchmarks.mutants.reach import kept_in


class Kept:
    """What is known of the faults of a program, by what they are printed as."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = kept_in(root) / "outcomes"
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        self._known = {fault: (tests, digest) for fault, tests, digest in map(json.loads, lines)}

    def is_caught(self, fault: Fault) -> bool:
        """Say whether it would be caught again."""
        [*tests], digest = self._known.get(str(fault), ((), ""))
        return len(tests) == 1 and digest == self._digest("caught", tests)

    def has_survived(self, fault: Fault, tests: Sequence[str]) -> bool:
        """Say whether it would survive these tests again."""
        return self._known.get(str(fault)) == (list(tests), self._digest("survived", tests))

    def keep_caught(self, fault: Fault, test: str) -> None:
        """Write down that this test has caught it; from whichever process tried it."""
        self._write(fault, "caught", [test])

    def keep_survived(self, fault: Fault, tests: Sequence[str]) -> None:
        """Write down that it has survived these."""
        self._write(fault, "survived", tests)

    def _write(self, fault: Fault, outcome: str, tests: Sequence[str]) -> None:
        with self._file.open("a") as file:
            file.write(json.dumps([str(fault), list(tests), self._digest(outcome, tests)]) + "\n")

    def _digest(self, outcome: str, tests: Iterable[str]) -> str:
        files = sorted({test.partition("::")[0] for test in tests})
        return _digest(outcome, tuple(self._root / file for file in files))


@cache
def _digest(outcome: str, files: Sequence[Path]) -> str:
    content = b"".join(file.read_bytes() for file in files if file.is_file())
    return sha256(outcome.encode() + content).hexdigest()[:16]
