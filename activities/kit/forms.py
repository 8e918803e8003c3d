"""Forms: what asks for answers, field by field, and what is said of an answer that cannot be taken yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Discriminator, TypeAdapter

from activities.kit.cards import Bullets, Paragraph, Small


@dataclass(frozen=True)
class Option:
    """One of several to choose from: `value` comes back, `label` is read."""

    value: str
    label: str


@dataclass(frozen=True)
class TextField:
    """Text that is typed, in one line or several. It is screened for details of patients before anything is kept."""

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
    """A date, local to the organisation."""

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
    """A form. `name` is `activity.form`; `subject` says what it is about and comes back with the answers.

    `nonce` comes back too: the engine gives each form that it shows another, by which it takes effect once.
    """

    name: str
    subject: str
    title: str
    submit: str
    fields: tuple[Field, ...]
    intro: tuple[Annotated[Paragraph | Small | Bullets, Discriminator("kind")], ...] = field(default=())
    nonce: str = ""


FORM: TypeAdapter[Form] = TypeAdapter(Form)
"""Forms travel as JSON where a platform gives back nothing of a form but what was typed into it."""


@dataclass(frozen=True)
class FieldErrors:
    """Answer to a form that cannot be taken yet: a sentence for each field, by its id. Nothing is saved."""

    sentences: dict[str, str]

    def on(self, fields: Sequence[str]) -> dict[str, str]:
        """Sort the sentences by the ids of these fields; those on what is no field go to the first."""
        shown: dict[str, str] = {}
        for named, sentence in self.sentences.items():
            place = named if named in fields else fields[0]
            shown[place] = f"{shown[place]} {sentence}" if place in shown else sentence
        return shown


@dataclass(frozen=True)
class OpensAnew(FieldErrors):
    """Answer to a form that was shown too long ago: it is shown once more with what was typed, and with this `nonce`.

    The sentence, under no field's id, says why.
    """

    nonce: str = ""
