"""The button that leads to a record, from wherever it is mentioned."""

from activities.kit.cards import Button
from storage.tables import Record


def open_record(record: Record, back: str = "", label: str = "Open") -> Button:
    """Opens it. `back`: the search with which it was found, packed, so that there is a way back to it."""
    return Button(label, "library.show", f"{record.id} {back}".strip())
