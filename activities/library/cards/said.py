"""The words for a record's kind, its dates, its actions and its uses, wherever a record is shown."""

from collections.abc import Mapping
from datetime import date

from activities.kit.wording import dated, listed
from storage.tables import Record

KINDS: Mapping[str, str] = {
    "review": "Review",
    "coffee": "Coffee trial",
    "cafe": "Knowledge café",
    "project": "Project",
    "library": "Note",
}
"""How what each activity files is called. `library` is what was filed by hand and is none of the others."""

NOT_GUIDANCE = "Not clinical guidance: this is what colleagues learned. Your organisation’s guidelines come first."

VISIBILITIES: Mapping[str, str] = {
    "participants": "Only those who took part, and whoever filed it",
    "organisation": "Everybody in the organisation",
    "public": "Everybody, and it may be shared outside",
}


def kind(activity: str) -> str:
    """What sort of record an activity files."""
    return KINDS.get(activity) or activity.replace("_", " ").strip().capitalize() or KINDS["library"]


def when(record: Record) -> str:
    """2 to 30 November 2026."""
    first, last = record.happened_from, record.happened_until
    if first == last:
        return dated(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {dated(last)}"
    return f"{dated(first)} to {dated(last)}"


def whence(record: Record) -> str:
    """Review, 2 to 30 November 2026, Northgate and Southfield."""
    return ", ".join(filter(None, [kind(record.activity), when(record), listed(record.sites)]))


STANDS = {"done": "done", "not_applicable": "not applicable after all", "closed": "closed without being done"}
"""How an action stands that is over; any other phase is that of an open one."""


def action(said: Mapping[str, str], phase: str = "") -> str:
    """Order spare cuffs (ward manager, by 1 December 2026, done). `phase`: how it stands, where that is known."""
    stands = STANDS.get(phase, "open") if phase else ""
    told = ", ".join(filter(None, [said.get("owner", ""), _by(said.get("due", "")), stands]))
    return f"{said.get('text', '')} ({told})" if told else said.get("text", "")


def figures(record: Record) -> list[tuple[str, str]]:
    """A record's figures as labels and values: in the words of whatever filed it, else number by number."""
    in_words = record.figures.get("in_words")
    if isinstance(in_words, list):
        return [(str(label), str(value)) for label, value in in_words]
    plain = [(name, value) for name, value in record.figures.items() if isinstance(value, str | int | float)]
    return [(name.replace("_", " ").capitalize(), str(value)) for name, value in plain]


def used(times: int) -> str:
    """not used yet, used once, used 3 times."""
    return {0: "not used yet", 1: "used once", 2: "used twice"}.get(times, f"used {times} times")


def _by(due: str) -> str:
    try:
        return f"by {dated(date.fromisoformat(due))}" if due else ""
    except ValueError:  # as an imported register said it
        return due
