"""Cards: messages, in nobody's markup, made of a few kinds of parts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Literal, assert_never

from pydantic import Discriminator, TypeAdapter

from activities.kit.runs import Mention, Run, Text, spoken, words


@dataclass(frozen=True)
class Heading:
    """A heading, in plain words."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text."""

    text: Text
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list, an item a bullet."""

    items: tuple[Text, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Fact:
    """One label and its value, a row of `Facts`."""

    label: str
    value: Text


@dataclass(frozen=True)
class Facts:
    """A short table of labels and values."""

    rows: tuple[Fact, ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Quote:
    """What somebody said, and how they agreed to be named."""

    text: str
    said_by: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True)
class Copyable:
    """Text to be taken elsewhere as it stands, such as into an e-mail."""

    text: str
    kind: Literal["copyable"] = "copyable"


@dataclass(frozen=True)
class Small:
    """A quiet line under the rest."""

    text: Text
    kind: Literal["small"] = "small"


@dataclass(frozen=True)
class Contact:
    """Somebody to write to; `email` where it is known, for platforms on which they have no account."""

    who: Mention
    email: str | None = None


@dataclass(frozen=True)
class GetInTouch:
    """How people who are introduced reach each other: a way to write to each of `people`.

    Where they read it in a conversation that they share, `together` is all that is said.
    """

    people: tuple[Contact, ...]
    together: Text
    kind: Literal["get_in_touch"] = "get_in_touch"


@dataclass(frozen=True)
class Divider:
    """A line between what is above and what is below."""

    kind: Literal["divider"] = "divider"


@dataclass(frozen=True)
class Confirm:
    """What is asked once more before a button takes effect."""

    question: str
    yes: str
    no: str = "Go back"


Style = Literal["plain", "primary", "danger"]
"""How a button looks: as all do, as the way on, or as what cannot be undone."""


@dataclass(frozen=True)
class Button:
    """A verb to press: `action` is `activity.action`, `subject` the id of what it is about."""

    label: str
    action: str
    subject: str
    style: Style = "plain"
    confirm: Confirm | None = None


@dataclass(frozen=True)
class Buttons:
    """Buttons in one row, in order."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


Part = Annotated[
    Heading | Paragraph | Bullets | Facts | Quote | Copyable | Small | GetInTouch | Divider | Buttons,
    Discriminator("kind"),
]


@dataclass(frozen=True)
class Card:
    """A message. `summary` is its one-line stand-in: notifications and screen readers read it."""

    summary: str
    parts: tuple[Part, ...]

    def led_by(self, sentence: str) -> "Card":
        """Return the card under one more opening sentence."""
        return Card(f"{sentence} {self.summary}", (Paragraph(words(sentence)), *self.parts))

    def read_together(self) -> "Card":
        """Return the card as it is read in a conversation of several people."""
        return Card(self.summary, tuple(Small(p.together) if isinstance(p, GetInTouch) else p for p in self.parts))

    def read_alone(self, by: int) -> "Card":
        """Return the card as it is read in the chat of one person, who need not be told how to reach themselves."""
        return Card(self.summary, tuple(_but(p, by) if isinstance(p, GetInTouch) else p for p in self.parts))

    def buttons(self) -> Iterable[Button]:
        """Every button on the card, in order."""
        return (button for part in self.parts if isinstance(part, Buttons) for button in part.buttons)

    def people(self) -> set[int]:
        """Return the ids of everybody whom the card mentions."""
        return {run.person for text in self.texts() for run in text if isinstance(run, Mention)}

    def texts(self) -> Iterable[Text]:
        """Yield every text on the card that may mention somebody."""
        for part in self.parts:
            match part:
                case Paragraph(text=text) | Small(text=text):
                    yield text
                case Bullets(items=items):
                    yield from items
                case Facts(rows=rows):
                    yield from (row.value for row in rows)
                case GetInTouch(people=people, together=together):
                    yield together
                    yield tuple(contact.who for contact in people)
                case Heading() | Quote() | Copyable() | Divider() | Buttons():
                    pass
                case _:
                    assert_never(part)


def _but(part: GetInTouch, person: int) -> GetInTouch:
    return replace(part, people=tuple(one for one in part.people if one.who.person != person))


def say(*sentences: str | Run | Text, buttons: Iterable[Button] = ()) -> Card:
    """Build the commonest card: one paragraph, and perhaps a row of buttons."""
    text = words(*sentences)
    row = tuple(buttons)
    return Card(spoken(text), (Paragraph(text), Buttons(row)) if row else (Paragraph(text),))


CARD: TypeAdapter[Card] = TypeAdapter(Card)
"""Cards wait in the outbox as JSON."""
