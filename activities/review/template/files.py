"""Reading templates from a folder of TOML files: all of them, or every problem there is, with its file and line."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from activities.review.template import TEMPLATE, Template, Templates
from activities.review.template.problems import (
    Problem,
    beyond_the_shape,
    in_words,
    leads_nowhere,
    line_of,
    line_of_syntax,
)

BUILT_IN_FOLDER = Path(__file__).parents[1] / "templates"

ORDER = ("aar", "bar", "retrospect", "peer_assist")
"""How the built-in ones stand in a form; a librarian's own follow by title."""

_FILE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
LARGEST_FILE = 100_000
"""Bytes: far more than any template has."""


class WrongTemplates(Exception):
    """Raised for templates that cannot be used: a sentence for each problem, beginning with its file and line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def with_own(folder: Path) -> Templates:
    """Return the built-in templates and those in a folder, which may reword built-in ones or add more.

    One of the same name rewords a built-in one.

    Raises `WrongTemplates` with everything that is wrong in the folder.
    """
    own = read_folder(folder)
    together = {**BUILT_IN, **own}
    problems = [
        sentence
        for name, template in own.items()
        if template.followed_by and template.followed_by not in together
        for sentence in _told(folder / f"{name}.toml", [leads_nowhere(template, together)])
    ]
    if problems:
        raise WrongTemplates(problems)
    added = sorted(own.keys() - BUILT_IN.keys(), key=lambda name: own[name].title.casefold())
    return MappingProxyType({name: together[name] for name in (*BUILT_IN, *added)})


def read_folder(folder: Path) -> dict[str, Template]:
    """Read every `.toml` file of a folder as a template, by name. Raises `WrongTemplates`."""
    try:
        if not folder.is_dir():
            raise WrongTemplates([f"{folder} is not a folder."])
    except OSError as error:  # its name is too long, or its own folder may not be looked into
        raise WrongTemplates([f"This folder cannot be read: {error.strerror}."]) from None
    read: dict[str, Template] = {}
    problems: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            read[file.stem] = read_file(file)
        except WrongTemplates as wrong:
            problems += wrong.problems
    if not read and not problems:
        problems.append(f"{folder} has no template in it: a template is a file whose name ends in .toml.")
    if problems:
        raise WrongTemplates(problems)
    return read


def read_file(file: Path) -> Template:
    """Read one template. Raises `WrongTemplates` with everything that is wrong in it."""
    if not _FILE_NAME.fullmatch(file.stem):
        raise WrongTemplates(
            [f"{file}: a template’s file name has small letters, digits and _ only, such as aar.toml."]
        )
    text = _text_of(file)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, reason = line_of_syntax(text, str(error))
        raise WrongTemplates([f"{file}, line {line}: this cannot be read as TOML: {reason}."]) from None
    problems = _problems(found, file.stem)
    if problems:
        raise WrongTemplates(_told(file, problems))
    return TEMPLATE.validate_python({**found, "name": file.stem})


def _told(file: Path, problems: Iterable[Problem]) -> list[str]:
    """Write problems as sentences with their lines, from the top of the file down."""
    text = _text_of(file)
    found_at = sorted((line_of(text, problem.path), problem.sentence) for problem in problems)
    return [f"{file}, line {line}: {sentence}" for line, sentence in found_at]


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise WrongTemplates([f"{file} is too large to be a template."])
        return file.read_text(encoding="utf-8-sig")  # Windows’ Notepad puts a mark before UTF-8
    except UnicodeDecodeError as error:
        raise WrongTemplates([f"{file}: this is not saved as UTF-8 (byte {error.start})."]) from None
    except OSError as error:
        raise WrongTemplates([f"{file} cannot be read: {error.strerror}."]) from None


def _problems(found: dict[str, Any], name: str) -> list[Problem]:
    if "name" in found:
        theirs = {key: value for key, value in found.items() if key != "name"}
        return [
            Problem(("name",), "`name` is not needed: a template is called after its file."),
            *_problems(theirs, name),
        ]
    try:
        return beyond_the_shape(TEMPLATE.validate_python({**found, "name": name}))
    except ValidationError as wrong:
        return in_words(wrong)


BUILT_IN: Templates = MappingProxyType({name: read_file(BUILT_IN_FOLDER / f"{name}.toml") for name in ORDER})
"""What there is before a librarian adds anything."""
