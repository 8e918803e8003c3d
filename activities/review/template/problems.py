"""What can be wrong with a template, in sentences for whoever wrote it, and where in its file that stands.

`tomllib` keeps no positions, so a TOML file is read bit by bit. Its first lines are a TOML file too, unless the cut
runs through a value of several lines. So whatever a path names begins right after the longest beginning that can be
read and does not have it yet.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from activities.kit.wording import listed
from activities.review.template import Question, Round, Template, Timings

Path = tuple[str | int, ...]
"""Keys and places, such as `("questions", 2, "asks")`."""

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def line_of(text: str, path: Path) -> int:
    """Find the line, from 1, on which what `path` names begins; where it is missing, that of what it should be part of.

    `text` must be valid TOML.
    """
    lines = text.split("\n")
    while path and not _has(tomllib.loads(text), path):
        path = path[:-1]
    without = 0
    for count in range(1, len(lines) + 1):
        begun = _begun("\n".join(lines[:count]))
        if begun is not None and _has(begun, path):
            break
        without = without if begun is None else count
    return without + 1 if path else 1


def _begun(text: str) -> dict[str, Any] | None:
    """Parse the beginning of a file, as far as it goes; `None` where it ends in the middle of a value."""
    for closing in ("\n", "\n]\n"):  # a list may be cut between two of its lines
        try:
            return tomllib.loads(text + closing)
        except tomllib.TOMLDecodeError:
            continue
    return None


def line_of_syntax(text: str, message: str) -> tuple[int, str]:
    """Find the line and the reason in what `tomllib` says of text that is no TOML."""
    found = _WHERE.search(message)
    last = max(1, len(text.splitlines()))
    if found is None:
        return last, message
    reason = message[: found.start()]
    return int(found[1]) if found[1] else last, reason[:1].lower() + reason[1:]


def _has(value: Any, path: Path) -> bool:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


_SHAPES: dict[str, type] = {"": Template, "questions": Question, "rounds": Round, "timings": Timings}

_TYPES = {
    "string_type": "must be words in quotation marks.",
    "int_type": "must be a whole number.",
    "bool_type": "must be true or false.",
    "tuple_type": "must be a list in square brackets.",
    "dataclass_type": "must be a table of its own, as in the built-in templates.",
}
"""By pydantic's name for it: every type that a template has a field of."""


@dataclass(frozen=True)
class Problem:
    """Something wrong, and the path of keys at which it is."""

    path: Path
    sentence: str


def in_words(wrong: ValidationError) -> list[Problem]:
    """Say in sentences all that does not fit the shape of a template."""
    return [Problem(error["loc"], f"{_named(error['loc'])} {_reason(error)}") for error in wrong.errors()]


def beyond_the_shape(template: Template) -> list[Problem]:
    """Find what no single field shows: an id twice, rounds that do not match or are empty, scores nobody gives."""
    return [*_empty(template), *_ids(template), *_rounds(template), *_filing(template), *_minutes(template)]


def leads_nowhere(template: Template, there: Iterable[str]) -> Problem:
    """Say that the review that should follow is of no kind that there is."""
    sentence = (
        f"`followed_by` names {template.followed_by}, and there is no such template. There are {listed(sorted(there))}."
    )
    return Problem(("followed_by",), sentence)


def _empty(template: Template) -> Iterator[Problem]:
    lists = {"ground_rules": template.ground_rules, "questions": template.questions, "files": template.files}
    yield from (Problem((name,), f"`{name}` is empty.") for name, entries in lists.items() if not entries)


def _ids(template: Template) -> Iterator[Problem]:
    twice = [one for one, times in Counter(question.id for question in template.questions).items() if times > 1]
    for place, question in enumerate(template.questions):
        earlier = [other.id for other in template.questions[:place]]
        if question.id in twice and question.id in earlier:
            yield Problem(("questions", place, "id"), f"`id` is {question.id}, as of a question before it.")


def _rounds(template: Template) -> Iterator[Problem]:
    for place, question in enumerate(template.questions):
        if question.round > template.last_round:
            yield Problem(
                ("questions", place, "round"),
                f"`round` is {question.round}, and the template has only {template.last_round}.",
            )
    for number in range(1, len(template.rounds) + 1):
        if not any(question.round == number for question in template.questions):
            yield Problem(("rounds", number - 1), f"no question is asked in round {number}.")


def _filing(template: Template) -> Iterator[Problem]:
    if "scores" in template.files and not any(question.kind == "score" for question in template.questions):
        yield Problem(("files",), '`files` names scores, and no question asks for one: give one kind = "score".')


def _minutes(template: Template) -> Iterator[Problem]:
    shortest, longest = template.timings.minutes
    if shortest > longest:
        yield Problem(
            ("timings", "minutes"), f"`minutes` must begin with the shorter time, not [{shortest}, {longest}]."
        )


def _named(path: Path) -> str:
    """Name a field: `asks` of question 3."""
    match path:
        case ("questions" | "rounds" as many, int(place), *keys):
            return f"{f'`{keys[0]}` of ' if keys else ''}{many[:-1]} {place + 1}"
        case (*keys, int(place)):
            return f"entry {place + 1} of `{_dotted(keys)}`"
        case keys:
            return f"`{_dotted(keys)}`"


def _dotted(keys: Sequence[str | int]) -> str:
    return ".".join(str(key) for key in keys)


def _reason(error: ErrorDetails) -> str:
    limits: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "is missing."
        case "unexpected_keyword_argument":
            return f"is not something a template has. {_guess(error['loc'])}"
        case "literal_error":
            return f"must be one of {limits['expected']}."
        case "string_too_short":
            return "is empty."
        case "string_too_long":
            return f"is too long: {limits['max_length']} characters at most."
        case "too_long":
            return f"has too many: {limits['max_length']} at most."
        case "string_pattern_mismatch":
            return "must have small letters, digits and _ only, and begin with a letter."
        case "greater_than_equal":
            return f"must be {limits['ge']} or more."
        case "less_than_equal":
            return f"must be {limits['le']} or less."
        case kind:
            return _TYPES[kind]


def _guess(path: Path) -> str:
    """Say what may have been meant by a key that there is not."""
    owner = str(path[0]) if len(path) > 1 else ""
    known = [field.name for field in fields(_SHAPES[owner]) if (owner, field.name) != ("", "name")]
    near = get_close_matches(str(path[-1]), known, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"There are {', '.join(known)}."
