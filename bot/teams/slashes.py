"""Commands as people type them in Teams: without a slash, which opens a menu of Teams' own there."""

import re

from activities import ACTIVITIES

_NAMES = "|".join(sorted(re.escape(name) for activity in ACTIVITIES for name in activity.typed))
_COMMAND = re.compile(rf"(?<![^\s(“\"])/(?=(?:{_NAMES})(?![\w/]))")


def without_slashes(text: str) -> str:
    """Our own sentences, and whoever else names one of our commands: `/coffee join` becomes `coffee join`."""
    return _COMMAND.sub("", text)
