"""Where in a TOML file something stands. `tomllib` keeps no positions, so the file is read bit by bit.

The first lines of a TOML file are a TOML file too, unless the cut runs through a value of several lines. So whatever a
path names begins right after the longest beginning that can be read and does not have it yet.
"""

import re
import tomllib
from typing import Any

Path = tuple[str | int, ...]
"""Keys and places, such as `("questions", 2, "asks")`."""

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def line_of(text: str, path: Path) -> int:
    """Find the line, from 1, on which what `path` names begins; where it is missing, that of what it should be part of.

    `text` must be valid TOML.
    """
    lines = text.split("\n")
    while path and not _has(tomllib.loads(text), path):
        path = path[:-1]
    without = 0
    for count in range(1, len(lines) + 1):
        begun = _begun("\n".join(lines[:count]))
        if begun is not None and _has(begun, path):
            break
        without = without if begun is None else count
    return without + 1 if path else 1


def _begun(text: str) -> dict[str, Any] | None:
    """Parse the beginning of a file, as far as it goes; `None` where it ends in the middle of a value."""
    for closing in ("\n", "\n]\n"):  # a list may be cut between two of its lines
        try:
            return tomllib.loads(text + closing)
        except tomllib.TOMLDecodeError:
            continue
    return None


def line_of_syntax(text: str, message: str) -> tuple[int, str]:
    """Find the line and the reason in what `tomllib` says of text that is no TOML."""
    found = _WHERE.search(message)
    last = max(1, len(text.splitlines()))
    if found is None:
        return last, message
    reason = message[: found.start()]
    return int(found[1]) if found[1] else last, reason[:1].lower() + reason[1:]


def _has(value: Any, path: Path) -> bool:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
