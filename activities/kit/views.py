"""What people see, in nobody's markup.

A `Card` is a message; a `Form` asks for answers. Both are plain values made of a few kinds of parts. Each platform has
one pure function that turns a card or a form into its own format; what a platform lacks fails in mypy, not in a ward.

Text is a tuple of runs, never markup, so nothing that a person typed can turn into a mention, a link or a broadcast.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Literal, assert_never

from pydantic import Discriminator, TypeAdapter

# ---- runs of text ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    text: str
    kind: Literal["plain"] = "plain"


@dataclass(frozen=True)
class Bold:
    text: str
    kind: Literal["bold"] = "bold"


@dataclass(frozen=True)
class Link:
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
    """One text from strings and runs: `words("Hello ", Bold("Ann"), ".")`."""
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
    """The text without its dress, for fallbacks, notifications and screen readers."""
    return "".join(run.name if isinstance(run, Mention | ChannelName) else run.text for run in text)


# ---- parts of a card -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    text: Text
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Fact:
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
    kind: Literal["divider"] = "divider"


@dataclass(frozen=True)
class Confirm:
    """What is asked once more before a button takes effect."""

    question: str
    yes: str
    no: str = "Go back"


@dataclass(frozen=True)
class Button:
    """A verb to press: `action` is `activity.action`, `subject` the id of what it is about."""

    label: str
    action: str
    subject: str
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: Confirm | None = None


@dataclass(frozen=True)
class Buttons:
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
        """The same card under one more opening sentence."""
        return Card(f"{sentence} {self.summary}", (Paragraph(words(sentence)), *self.parts))

    def read_together(self) -> "Card":
        """The same card in a conversation of several people."""
        return Card(self.summary, tuple(Small(p.together) if isinstance(p, GetInTouch) else p for p in self.parts))

    def read_alone(self, by: int) -> "Card":
        """The same card in the chat of one person, who need not be told how to reach themselves."""
        return Card(self.summary, tuple(_but(p, by) if isinstance(p, GetInTouch) else p for p in self.parts))

    def buttons(self) -> Iterable[Button]:
        """Every button on the card, in order."""
        return (button for part in self.parts if isinstance(part, Buttons) for button in part.buttons)

    def people(self) -> set[int]:
        """The ids of everybody whom the card mentions."""
        return {run.person for text in self.texts() for run in text if isinstance(run, Mention)}

    def texts(self) -> Iterable[Text]:
        """Every text on the card that may mention somebody."""
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
    """The commonest card: one paragraph, and perhaps a row of buttons."""
    text = words(*sentences)
    row = tuple(buttons)
    return Card(spoken(text), (Paragraph(text), Buttons(row)) if row else (Paragraph(text),))


CARD: TypeAdapter[Card] = TypeAdapter(Card)
"""Cards wait in the outbox as JSON."""


# ---- forms -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class TextField:
    id: str
    label: str
    value: str = ""
    multiline: bool = False
    required: bool = True
    hint: str = ""
    max_length: int = 3000
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class ChoiceField:
    """One of several: radio buttons while all can be seen at once, a list otherwise."""

    id: str
    label: str
    options: tuple[Option, ...]
    value: str | None = None
    required: bool = True
    hint: str = ""
    as_list: bool = False
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True)
class ChecksField:
    """Any number of several."""

    id: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    required: bool = True
    hint: str = ""
    kind: Literal["checks"] = "checks"


@dataclass(frozen=True)
class DateField:
    id: str
    label: str
    value: date | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["date"] = "date"


@dataclass(frozen=True)
class MomentField:
    """A date and a time of day. `value` is aware, in the zone in which somebody is to read it."""

    id: str
    label: str
    value: datetime | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["moment"] = "moment"


@dataclass(frozen=True)
class ChannelField:
    """A channel of the platform; `value` is the platform's own id."""

    id: str
    label: str
    value: str | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["channel"] = "channel"


@dataclass(frozen=True)
class PeopleField:
    """People of the platform, `most` at a time."""

    id: str
    label: str
    required: bool = True
    hint: str = ""
    most: int = 10
    kind: Literal["people"] = "people"


Field = Annotated[
    TextField | ChoiceField | ChecksField | DateField | MomentField | ChannelField | PeopleField,
    Discriminator("kind"),
]


@dataclass(frozen=True)
class Form:
    """A form. `name` is `activity.form`; `subject` says what it is about and comes back with the answers."""

    name: str
    subject: str
    title: str
    submit: str
    fields: tuple[Field, ...]
    intro: tuple[Annotated[Paragraph | Small | Bullets, Discriminator("kind")], ...] = field(default=())


FORM: TypeAdapter[Form] = TypeAdapter(Form)
"""Forms travel as JSON where a platform gives back nothing of a form but what was typed into it."""


@dataclass(frozen=True)
class FieldErrors:
    """Answer to a form that cannot be taken yet: a sentence for each field, by its id. Nothing is saved."""

    sentences: dict[str, str]


Answer = Card | Form | FieldErrors | None
"""What a turn shows at once to the person who caused it; `None` when nothing need be shown."""


def mentioned_in(answer: Answer) -> set[int]:
    """The ids of everybody whom an answer mentions."""
    match answer:
        case Card() as card:
            return card.people()
        case Form(intro=intro):
            return Card("", intro).people()
        case _:
            return set()
