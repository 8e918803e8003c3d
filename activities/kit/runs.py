"""Text as people read it: a tuple of runs, never markup; and what of a text that they typed can be read.

So nothing that a person typed can turn into a mention, a link or a broadcast.
"""

import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Discriminator

TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Direction marks that reach beyond their own text, and would turn around the sentence in which it is quoted."""

BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What is a letter or a sign by name, and looks like nothing."""


@dataclass(frozen=True)
class Plain:
    """Words as they are."""

    text: str
    kind: Literal["plain"] = "plain"


@dataclass(frozen=True)
class Bold:
    """Words that stand out."""

    text: str
    kind: Literal["bold"] = "bold"


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    text: str
    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True)
class Mention:
    """A person of ours: shown as a mention where they have an account on the platform, else by name."""

    person: int
    name: str
    kind: Literal["mention"] = "mention"


@dataclass(frozen=True)
class ChannelName:
    """A channel of the platform on which the card is shown, by the platform's own id, with its name to fall back on."""

    channel: str
    name: str
    kind: Literal["channel"] = "channel"


Run = Annotated[Plain | Bold | Link | Mention | ChannelName, Discriminator("kind")]
Text = tuple[Run, ...]


def words(*parts: str | Run | Text) -> Text:
    """Make one text of strings and runs: `words("Hello ", Bold("Ann"), ".")`."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Plain(part))
        elif isinstance(part, tuple):
            runs.extend(part)
        else:
            runs.append(part)
    return tuple(runs)


def spoken(text: Text) -> str:
    """Return the text without its dress, for fallbacks, notifications and screen readers."""
    return "".join(run.name if isinstance(run, Mention | ChannelName) else run.text for run in text)


def legible(text: str) -> str:
    """Return a text without what no database keeps and nobody sees: control characters, half characters, and marks.

    Nothing is left of a text that shows nothing.
    """
    kept = "".join(
        one
        for one in text
        if one in "\n\t" or (unicodedata.category(one) not in ("Cc", "Cs") and one not in TURNS_TEXT_AROUND)
    )
    return kept if any(map(_shows, kept)) else ""


def _shows(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf" and character not in BLANK_LETTERS
