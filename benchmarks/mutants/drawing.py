"""Which faults are tried: drawn by a seed from all those of the rules, the kit, the store and the engine."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks.mutants.faults import Fault, faults_of

PLACES = ("activities/**/*.py", "storage/**/*.py", "bot/engine/*.py", "bot/teams/tokens.py")
NO_RULES = ("storage/migrations/", "storage/tables/", "activities/library/document/word_styles.py")
"""Tables, which other tests compare column by column, and how a document looks, which only eyes can judge."""


def drawn(root: Path, seed: str, most: int) -> list[Fault]:
    """Draw so many faults.

    Each has a lot of its own, by the seed and its name: so a seed draws the same ones again, wherever they have moved.
    """
    faults = [fault for file in _files(root) for fault in faults_of(root, file)]
    return sorted(faults, key=lambda fault: sha256(f"{seed} {fault.name}".encode()).digest())[:most]


def _files(root: Path) -> Iterator[str]:
    for place in PLACES:
        for path in sorted(root.glob(place)):
            file = path.relative_to(root).as_posix()
            if not file.startswith(NO_RULES):
                yield file
