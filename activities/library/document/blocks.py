"""What a document is made of, in no format."""

from dataclasses import dataclass

DEEPEST_IN_CONTENTS = 2


@dataclass(frozen=True)
class Title:
    """What the document is called, and a line under it."""

    text: str
    under: str


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the highest; the contents list down to `DEEPEST_IN_CONTENTS`."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Notice:
    """A sentence that nobody may miss."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels and values, a line each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    """A list, an item a bullet."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table under a row of headings; `widths` are shares of the page's width, and add up to 1."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody said, named as they agreed."""

    text: str
    said_by: str


@dataclass(frozen=True)
class Contents:
    """The headings of what follows, under a heading of its own."""

    heading: str


@dataclass(frozen=True)
class NewPage:
    """What follows, which is a heading, begins on a page of its own."""


TextBlock = Title | Paragraph | Notice | Facts | Bullets | Quote
Block = TextBlock | Heading | Contents | Table | NewPage


@dataclass(frozen=True)
class Outline:
    """A document. `running`: what stands at the head of each page; `foot`: at its foot, before the page's number.

    `page`: how a page's number is said, with `{page}` and `{pages}` in it.
    """

    title: str
    running: str
    foot: str
    page: str
    blocks: tuple[Block, ...]

    def headings(self) -> list[Heading]:
        """Those that the contents list."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level <= DEEPEST_IN_CONTENTS]
