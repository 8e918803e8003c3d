"""Commands as people type them in Teams: without a slash, which opens a menu of Teams' own there."""

import re

from activities import ACTIVITIES
from activities.kit.activity import HELP, Activity
from activities.kit.runs import Bold, Plain


def _typed(activity: Activity) -> str:
    names = "|".join(map(re.escape, activity.typed))
    whole = (f"{name} {verb.then}".rstrip() for name, verb in activity.commands.items())
    verbs = "|".join(map(re.escape, [*whole, *activity.commands, HELP]))
    return rf"(?:{names})(?: (?:{verbs})\b)?"


_COMMAND = re.compile(rf"(?<![^\s(“\"])/({'|'.join(map(_typed, ACTIVITIES))})(?![\w/])")


def without_slashes(text: str) -> str:
    """Take the slashes off our commands, in our own sentences too: `/coffee join` becomes `coffee join`."""
    return _COMMAND.sub(r"\1", text)


def with_commands_bold(text: str) -> list[Plain | Bold]:
    """Set commands in bold, without slashes: else nothing would tell them from the words around them."""
    return [Bold(part) if place % 2 else Plain(part) for place, part in enumerate(_COMMAND.split(text)) if part]
