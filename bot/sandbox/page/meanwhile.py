"""What happened while time moved: the transcript's new lines, told together where they say the same."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from activities.kit.wording import count
from bot.sandbox.records import Conversation, Entry, Json
from bot.sandbox.rehearsal import ZONE
from bot.sandbox.workspace import Workspace

_FIRST_SENTENCE = re.compile(r"[^.;!?]*[^.;!?\s]")


@dataclass
class _Line:
    """What the bot wrote in so many words, when first and last, and where."""

    text: str
    at: str
    until: str
    places: list[Conversation] = field(default_factory=list)


def meanwhile(workspace: Workspace, entries: Sequence[Entry], viewer: str, bot: str) -> list[Json]:
    """List what the bot wrote, oldest first: when, to whom, how it begins, and where the viewer can read it."""
    lines: dict[str, _Line] = {}
    for entry in entries:
        if entry.what == "posted" and entry.user == bot:
            text, at = first_words(entry.text), _local(entry.ts)
            line = lines.setdefault(text, _Line(text, at, at))
            line.until = at
            line.places.append(workspace.conversations[entry.channel])
    return [
        {
            "text": line.text,
            "at": line.at,
            "until": line.until,
            "to": _to(workspace, line.places, viewer, bot),
            "place": next((place.id for place in line.places if viewer in place.members), None),
        }
        for line in lines.values()
    ]


def first_words(text: str) -> str:
    """Return how a message begins: its first sentence."""
    plain = html.unescape(" ".join(text.split()))  # the line for notifications, in which Slack's characters are escaped
    found = _FIRST_SENTENCE.match(plain)
    return found.group() if found else plain


def _to(workspace: Workspace, places: list[Conversation], viewer: str, bot: str) -> str:
    """Say in a few words whom a message reached."""
    yours = any(viewer in place.members for place in places)
    if all(place.kind == "mpim" for place in places) and len(places) > 1:
        return count(len(places), "pair") + (", yours among them" if yours else "")
    reached = {member for place in places for member in place.members if member != bot}
    if len(places) > 1 and len(reached) > 1:
        return f"you and {len(reached) - 1} others" if yours else f"{len(reached)} people"
    place = places[0]
    if place.name and place.kind != "mpim":
        return f"#{place.name}"
    return " and ".join("you" if member == viewer else workspace.users[member].real_name for member in sorted(reached))


def _local(ts: str) -> str:
    return datetime.fromtimestamp(float(ts), ZONE).replace(tzinfo=None).isoformat(timespec="minutes")
