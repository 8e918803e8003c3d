"""Files that are made when they are sent: what waits in the outbox is only the recipe."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A file, as its recipient will find it."""

    name: str
    title: str
    content: bytes
