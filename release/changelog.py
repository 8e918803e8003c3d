"""CHANGELOG.md: a section for each version, under its number and the day of its release."""

import re

UNRELEASED = "Unreleased"

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)
_NAMES = re.compile(rf"({UNRELEASED})|(\d+(?:\.\d+)+) \(\d{{4}}-\d\d-\d\d\)")


def notes(changelog: str, version: str) -> str:
    """Return what a changelog says of a version, or of `UNRELEASED`; nothing where it has no such section."""
    _, *parts = _HEADING.split(changelog)
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        if (named := _NAMES.fullmatch(heading.strip())) and version in named.groups():
            return str(text.strip())
    return ""
