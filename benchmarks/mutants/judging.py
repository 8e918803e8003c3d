"""What somebody has said of faults that survived, with the reason: kept by name, so that it holds when they move."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).with_name("judged.toml")


@dataclass(frozen=True)
class Judged:
    """Faults by name, with why.

    One `changes_nothing` that anybody could see, or is `caught_elsewhere`: by tests that are not tried here.
    """

    changes_nothing: Mapping[str, str]
    caught_elsewhere: Mapping[str, str]


def judged() -> Judged:
    """Read what was said."""
    said = tomllib.loads(JUDGED.read_text())
    return Judged(
        *(
            {fault: why for why, faults in said[kind].items() for fault in faults}
            for kind in ("changes_nothing", "caught_elsewhere")
        )
    )
