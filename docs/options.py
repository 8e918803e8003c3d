"""What a page says of every command of the command line: its help, as it gives it, and what `--json` answers."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import typer
from typer.core import TyperGroup

from bot.cli.answers import ANSWERS
from bot.cli.program import knowhow

WIDTH = 100


def every_command() -> str:
    """Write each command under a heading of its own, those of a group under the group’s."""
    return "\n\n".join(_of_group(typer.main.get_group(knowhow), "knowhow", None, "###"))


def _of_group(group: TyperGroup, path: str, within: Any, heading: str) -> Iterator[str]:
    context = group.context_class(group, info_name=path.split()[-1], parent=within, terminal_width=WIDTH)
    yield f"{heading} {path}\n\n{_help(group.get_help(context))}"
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _of_group(command, f"{path} {name}", context, heading)
        else:
            here = command.context_class(command, info_name=name, parent=context, terminal_width=WIDTH)
            kinds = ANSWERS.get(f"{path} {name}".removeprefix("knowhow "), ())
            told = "".join(f"\n\n{_answer(kind)}" for kind in kinds)
            yield f"{heading}# {path} {name}\n\n{_help(command.get_help(here))}{told}"


def _help(said: str) -> str:
    lines = "\n".join(line.rstrip() for line in said.strip().splitlines())
    return f"```text\n{lines}\n```"


def _answer(kind: Any) -> str:
    """Say what `--json` answers: a table of its keys."""
    is_list = get_origin(kind) is list
    one = get_args(kind)[0] if is_list else kind
    said = one.__doc__.rstrip(".")
    answers = "a list of objects" if is_list else "an object"
    rows = [("key", "what it is"), ("---", "---"), *_keys(one, "")]
    table = "".join(f"| {key} | {what} |\n" for key, what in rows).rstrip()
    return f"With `--json`: {answers} ({said[0].lower()}{said[1:]}).\n\n{table}"


def _keys(kind: type, before: str) -> Iterator[tuple[str, str]]:
    """Give the keys of an answer, and of what stands within it."""
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        inner, what = get_args(hints[field.name])
        yield f"`{before}{field.name}`", what
        for nested in (one for one in (inner, *get_args(inner)) if is_dataclass(one) and isinstance(one, type)):
            many = "[]" if get_origin(inner) is list else ""
            yield from _keys(nested, f"{before}{field.name}{many}.")
