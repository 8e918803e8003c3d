"""`knowhow dev …`: for those who work on Knowhow itself, in a copy of the repository."""

import keyword
import re
from pathlib import Path
from typing import Annotated

import typer

import bot
from bot.faults.endings import refuse

dev = typer.Typer(help="Work on Knowhow itself.", no_args_is_help=True)

REPOSITORY = Path(bot.__file__).parents[1]
TEMPLATE = REPOSITORY / "docs" / "new_activity"
PREFIX, SPECIMEN = "docs.new_activity.", "specimen"
"""How the template imports what it consists of, and what it is called."""

NEXT = """
It is a whole activity: notes that come back on their day. Make of it what you need. First, let it be known:

1. activities/__init__.py: from activities.{name} import {NAME}, and {NAME} among those that are `filing`
2. storage/tables/__init__.py: from storage.tables.{name} import {Name}, and its name in the list
3. {python} -m storage.migrations "Keep what {name} keep"; then what this step does and brings, in
   tests/upgrades/test_every_step.py and by_then.py
4. storage/naming/places.py: its phase, in NO_WORDS
5. docs/governance.md: a row for the table {name}, under “What is held”
6. docs/commands.md: a heading, <!-- commands of {name} --> and <!-- end -->; then make docs
7. bot/sandbox/page/moments.py: what its wake means to somebody who watches the clock
8. knowhow manifest slack --out manifest.json
9. make format check test

CONTRIBUTING.md says under “Adding an activity” what it owes people."""


@dev.command("new-activity", epilog="Example: knowhow dev new-activity nominations")
def new_activity(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people type after the slash: one word.")],
) -> None:
    """Write a small activity that works, to begin one of your own.

    It has a command, a form, a wake, a record in the library, what it owes people, and tests. Nothing that is there
    changes.
    """
    if not TEMPLATE.is_dir():
        refuse("This works in a copy of the repository alone:", ["what is to be copied stands there, in docs."])
    if problem := why_not(name):
        refuse(f"Nothing can be called {name}:" if name.isprintable() else "Nothing can be called so:", [problem])
    typer.echo("Written:")
    for source in sorted(TEMPLATE.rglob("*.py")):
        to = source.relative_to(TEMPLATE)
        if SPECIMEN in to.as_posix():
            path = REPOSITORY / to.as_posix().replace(SPECIMEN, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(renamed(source.read_text(encoding="utf-8"), name), encoding="utf-8", newline="\n")
            typer.echo(f"  {path.relative_to(REPOSITORY).as_posix()}")
    python = "python" if REPOSITORY not in Path(typer.__file__).parents else ".venv/bin/python"
    typer.echo(NEXT.format(name=name, Name=name.capitalize(), NAME=name.upper(), python=python))


def why_not(name: str) -> str:
    """Say why no activity can be called so; nothing where one can."""
    from sqlmodel import SQLModel

    from activities import ACTIVITIES
    from bot.teams.saying import TAKEN

    if not re.fullmatch("[a-z]{3,20}", name) or keyword.iskeyword(name):
        return "a name is one word of 3 to 20 small letters, such as nominations, and no word of Python's own."
    if any(name in activity.typed for activity in ACTIVITIES):
        return f"/{name} is typed for another activity."
    if name in TAKEN:
        return f"in Teams “{name}” is said to the bot, and answered."
    if name in SQLModel.metadata.tables:
        return f"there is a table {name}."
    there = [path for room in ROOMS if (path := REPOSITORY / room.format(name=name)).exists()]
    return f"{there[0].relative_to(REPOSITORY).as_posix()} is there already." if there else ""


ROOMS = ("activities/{name}", "storage/{name}.py", "storage/{name}", "storage/tables/{name}.py", "tests/{name}")
"""Where something new is written."""


def renamed(text: str, name: str) -> str:
    """Make a file of the template one of the new activity's."""
    for old, new in (
        (PREFIX, ""),
        (SPECIMEN, name),
        (SPECIMEN.capitalize(), name.capitalize()),
        (SPECIMEN.upper(), name.upper()),
    ):
        text = text.replace(old, new)
    return re.sub(r"(?:^from (?:activities|storage|tests)[ .].*\n)+", _in_order, text, flags=re.MULTILINE)


def _in_order(imports: re.Match[str]) -> str:
    """Sort what is imported of ours: under another name it stands elsewhere."""
    return "".join(sorted(imports[0].splitlines(keepends=True), key=lambda line: line.split()[1]))
