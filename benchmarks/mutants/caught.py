"""Which faults were caught, and by which test: kept with what was recorded, so that a search goes on where it stopped.

It holds for a state of the program, and until the file changes in which that test is.
"""

import json
from hashlib import sha256
from pathlib import Path

from benchmarks.mutants.faults import Fault
from benchmarks.mutants.reach import kept_in


class Caught:
    """The faults of a program that were caught, as they are printed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = kept_in(root) / "caught"

    def keep(self, fault: Fault, test: str) -> None:
        """Write down that this test has caught it; from whichever process tried it."""
        with self._file.open("a") as file:
            file.write(json.dumps([str(fault), test, self._digest(test)]) + "\n")

    def faults(self) -> set[str]:
        """Return those that would be caught again."""
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        return {fault for fault, test, digest in map(json.loads, lines) if digest == self._digest(test)}

    def _digest(self, test: str) -> str:
        file = self._root / test.partition("::")[0]
        return sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else ""
