"""What a guided review asks, of whom and how: a template, written as data by whoever runs reviews.

A review keeps a copy of the template that it began with (`TEMPLATE.dump_json`), so that rewording one never changes a
review that people are already answering.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter

Who = Literal["everyone", "host", "visitors", "facilitator"]
"""Who answers a question. A host has the problem and visitors help, as in a peer assist; elsewhere there is no host."""

Filed = Literal["summary", "answers", "scores", "lessons", "actions", "roles", "timeliness", "reference"]
"""What a record of the review may hold. `roles`: those present, never their names; `reference`: a local one, such as of
an incident; `timeliness`: how many days lie between the event and the review."""

MOST_QUESTIONS = 12
MOST_ROUNDS = 5

_NOTHING_ELSE = ConfigDict(extra="forbid")

Words = StringConstraints(strip_whitespace=True, min_length=1)
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Title = Annotated[str, Words, Field(max_length=60)]
Line = Annotated[str, Words, Field(max_length=300)]
Days = Annotated[int, Field(ge=1, le=260, strict=True)]
Minutes = Annotated[int, Field(ge=5, le=480, strict=True)]


@dataclass(frozen=True)
class Question:
    """One question, on a page of its own, with a line of guidance under it.

    `kind`: answered in words, or with a score from 0 to 10. `round`: in which of the template's rounds it is asked,
    counted from 1. `library`: the library's answer stands beside it, because others may have learned this before.
    """

    __pydantic_config__ = _NOTHING_ELSE

    id: Name
    asks: Line
    guidance: Line
    who: Who = "everyone"
    kind: Literal["words", "score"] = "words"
    round: Annotated[int, Field(ge=1, le=MOST_ROUNDS, strict=True)] = 1
    library: Annotated[bool, Field(strict=True)] = False


@dataclass(frozen=True)
class Round:
    """A step of a review that has several: the next begins when this one has closed, and builds on what it said."""

    __pydantic_config__ = _NOTHING_ELSE

    title: Title
    says: Line


@dataclass(frozen=True)
class Timings:
    """What a form suggests, and what people are told to expect.

    `minutes`: how long it takes where it is held as a meeting, from and to. `due_after` and `silence`: working days to
    answer in, and after which a summary counts as agreed when nobody objects. `within`: days after the event in which
    it is best held; 0 where it comes before the event.
    """

    __pydantic_config__ = _NOTHING_ELSE

    minutes: tuple[Minutes, Minutes]
    due_after: Days = 10
    silence: Days = 10
    within: Annotated[int, Field(ge=0, le=366, strict=True)] = 28


@dataclass(frozen=True)
class Template:
    """A kind of review. `name` is the name of its file, by which it is known for ever; all else may be reworded.

    `says`: a line by which people choose it. `most_people`: with more than these, it is better held in parts.
    `followed_by`: the template of the review that this one leads to once the event is over, such as `aar` after `bar`;
    empty for none.
    """

    __pydantic_config__ = _NOTHING_ELSE

    name: Name
    title: Title
    says: Line
    ground_rules: Annotated[tuple[Line, ...], Field(max_length=10)]
    questions: Annotated[tuple[Question, ...], Field(max_length=MOST_QUESTIONS)]
    timings: Timings
    files: tuple[Filed, ...]
    rounds: Annotated[tuple[Round, ...], Field(max_length=MOST_ROUNDS)] = ()
    most_people: Annotated[int, Field(ge=2, le=60, strict=True)] = 30
    followed_by: Annotated[str, Field(max_length=40)] = ""

    @property
    def has_host(self) -> bool:
        """Whether somebody brings the problem and others visit."""
        return any(question.who in ("host", "visitors") for question in self.questions)

    @property
    def last_round(self) -> int:
        """How many rounds there are: 1 where none are named."""
        return max(1, len(self.rounds))


TEMPLATE: TypeAdapter[Template] = TypeAdapter(Template)
"""Templates are read from TOML, and travel with each review as JSON."""

Templates = Mapping[str, Template]
"""What is on offer, by name, in the order in which a form shows it."""
