"""CHANGELOG.md: a section for each version, under its number and the day of its release."""

import re

UNRELEASED = "Unreleased"

_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)
_RELEASED = re.compile(r"(\d+(?:\.\d+)+) \(\d{4}-\d\d-\d\d\)")


def notes(changelog: str, version: str) -> str:
    """Return what a changelog says of a version, or of `UNRELEASED`; nothing where it has no such section."""
    _, *parts = _SECTION.split(changelog)
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        found = _RELEASED.fullmatch(heading.strip())
        if version == (found[1] if found else heading.strip()):
            return str(text.strip())
    return ""
