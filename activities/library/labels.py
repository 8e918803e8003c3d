"""How what is filed is worded wherever it stands: kinds, readers, actions, uses, and the button that opens a record."""

from collections.abc import Mapping
from datetime import date

from activities.kit.cards import Button, Confirm
from activities.kit.wording import dated, listed
from storage.tables import Record, Use
from storage.tables.records import FILED

# ---- what people see ------------------------------------------------------------------------------------------------


def open_record_button(record: Record, back: str = "", label: str = "Open") -> Button:
    """Build the button that opens a record. `back`: the search with which it was found, packed.

    So there is a way back to it.
    """
    return Button(label, "library.show", f"{record.id} {back}".strip())


SURE = Confirm(
    "It leaves the library at once, with its history and what was said of its uses. Only that there was a record "
    "stays. What it came from, documents that were pulled, and what somebody looked up in chat are not reached. This "
    "can’t be undone.",
    "Withdraw",
)
NOT_MINE = Confirm(
    "Wherever this record quotes you, and whatever you said of having used it, is taken out for good. That you used "
    "it still counts. Take your words out?",
    "Take them out",
)

KINDS: dict[str, str] = {"project": "Project", "library": "Note"}
"""How what is filed is called. `library` is what was filed by hand and is none of the others.

What activities file stands before these, by what each says of itself: see `call_by`.
"""

VISIBILITIES: Mapping[str, str] = {
    "participants": "Only those who took part, and whoever filed it",
    "organisation": "Everybody in the organisation",
    "public": "Everybody, and it may be shared outside",
}


def call_by(filing: Mapping[str, str]) -> None:
    """Call what these activities file as each says, wherever a record is shown."""
    others = {name: label for name, label in KINDS.items() if name not in filing}
    KINDS.clear()
    KINDS.update({**filing, **others})


def kind(activity: str) -> str:
    """Name what sort of record an activity files."""
    return KINDS.get(activity) or activity.replace("_", " ").strip().capitalize() or KINDS["library"]


def when(record: Record) -> str:
    """Write when something was, as “2 to 30 November 2026”."""
    first, last = record.happened_from, record.happened_until
    if first == last:
        return dated(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {dated(last)}"
    return f"{dated(first)} to {dated(last)}"


def whence(record: Record) -> str:
    """Write where a record comes from, as “Review, 2 to 30 November 2026, Northgate and Southfield”."""
    return ", ".join(filter(None, [kind(record.activity), when(record), listed(record.sites)]))


STANDS = {"done": "done", "not_applicable": "not applicable after all", "closed": "closed without being done"}
"""How an action stands that is over; any other phase is that of an open one."""


def action(said: Mapping[str, str], phases: Mapping[str, str]) -> str:
    """Write an action as “Order spare cuffs (ward manager, by 1 December 2026, done)”.

    `phases`: how actions stand by text, where known.
    """
    told = ", ".join(filter(None, [said.get("owner", ""), _by(said.get("due", "")), stands(said, phases)]))
    return f"{said.get('text', '')} ({told})" if told else said.get("text", "")


def stands(said: Mapping[str, str], phases: Mapping[str, str]) -> str:
    """Say how an action stands, as `done`; nothing where nobody is asked about it, as after an imported register."""
    phase = phases.get(said.get("text", ""), "")
    return STANDS.get(phase, "open") if phase else ""


def figures(record: Record) -> list[tuple[str, str]]:
    """Return a record's figures as labels and values: in the words of whatever filed it, else number by number."""
    in_words = record.figures.get("in_words")
    if isinstance(in_words, list):
        return [(str(label), str(value)) for label, value in in_words]
    plain = [(name, value) for name, value in record.figures.items() if isinstance(value, str | int | float)]
    return [(name.replace("_", " ").capitalize(), str(value)) for name, value in plain]


def used(times: int) -> str:
    """Say how often a record was used: not used yet, used once, used 3 times."""
    return {0: "not used yet", 1: "used once", 2: "used twice"}.get(times, f"used {times} times")


def _by(due: str) -> str:
    try:
        return f"by {dated(date.fromisoformat(due))}" if due else ""
    except ValueError:  # as an imported register said it
        return due


def in_words(use: Use) -> str:
    """Write what others read of one use.

    Empty where whoever said it has been forgotten, or a facilitator is to read it.
    """
    return said_in(use) if use.phase == FILED else ""


def said_in(use: Use) -> str:
    """Write what was said of one use, whoever may read it."""
    said = (
        ("", use.used_in),
        ("Adapted: ", use.adapted),
        ("What came of it: ", use.came_of_it),
        ("What did not work: ", use.did_not_work),
    )
    return " ".join(f"{label}{_sentence(text)}" for label, text in said if text)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


SAID_ON_FORMS = (
    "Where something raises a warning and you send it all the same, a facilitator reads it before anybody else can. "
    "They do so even where only those who took part can see it."
)
"""On each form whose words may have to wait."""
