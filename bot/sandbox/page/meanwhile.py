"""What happened while time moved: the transcript's new lines, told together where they say the same."""

from collections.abc import Sequence
from datetime import datetime

from activities.kit.wording import count
from bot.sandbox.records import Conversation, Entry, Json
from bot.sandbox.rehearsal import ZONE
from bot.sandbox.workspace import Workspace


def meanwhile(workspace: Workspace, entries: Sequence[Entry], viewer: str, bot: str) -> list[Json]:
    """What the bot wrote, oldest first: when, to whom, its words, and where the viewer can read it if they can."""
    lines: dict[tuple[str, str], Json] = {}
    reached: dict[tuple[str, str], list[Conversation]] = {}
    for entry in entries:
        if entry.what not in ("posted", "whispered") or entry.user != bot:
            continue
        place = workspace.conversations[entry.channel]
        at = _local(entry.ts)
        key = (at[:10], entry.text)
        lines.setdefault(key, {"at": at, "text": entry.text, "place": None})
        reached.setdefault(key, []).append(place)
        if viewer in place.members:
            lines[key]["place"] = place.id
    for key, line in lines.items():
        line["to"] = _to(workspace, reached[key], bot)
    return list(lines.values())


def _to(workspace: Workspace, places: list[Conversation], bot: str) -> str:
    """Whom a message reached, in a few words."""
    if len(places) > 1:
        groups = sum(place.kind == "mpim" for place in places)
        if groups == len(places):
            return count(groups, "pair")
        return count(len(places), "person", "people")
    place = places[0]
    if place.name and place.kind != "mpim":
        return f"#{place.name}"
    return " and ".join(workspace.users[member].real_name for member in place.members if member != bot)


def _local(ts: str) -> str:
    return datetime.fromtimestamp(float(ts), ZONE).replace(tzinfo=None).isoformat(timespec="minutes")
