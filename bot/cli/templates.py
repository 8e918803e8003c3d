"""`knowhow templates …`: for librarians who word reviews themselves."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import AsJson
from bot.faults.endings import refuse

templates = typer.Typer(help="Word the reviews yourself.", no_args_is_help=True)


@templates.command("show", epilog="Example: knowhow templates show aar > my-templates/aar.toml")
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A built-in template: aar, bar, retrospect, peer_assist.",
            autocompletion=lambda: ["aar", "bar", "retrospect", "peer_assist"],
        ),
    ],
) -> None:
    """Print a built-in template, to begin one of your own."""
    from activities.review.template.files import BUILT_IN, BUILT_IN_FOLDER

    if name not in BUILT_IN:
        refuse("There is no such template.", [f"The built-in ones are {', '.join(BUILT_IN)}."])
    typer.echo((BUILT_IN_FOLDER / f"{name}.toml").read_text(encoding="utf-8"), nl=False)


@templates.command("check", epilog="Example: knowhow templates check my-templates")
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where your templates are.")], as_json: AsJson = False
) -> None:
    """Check a folder of templates, and say what is wrong and where.

    Name the same folder as KNOWHOW_TEMPLATES to use it.
    """
    from activities.review.template.files import BUILT_IN, WrongTemplates, read_folder, with_own
    from bot.cli.answers import TemplateChecked, answer

    try:
        together, own = with_own(folder), read_folder(folder)
    except WrongTemplates as wrong:
        refuse("These templates cannot be used yet:", wrong.problems)
    if as_json:
        checked = [(name, together[name]) for name in own]
        answer([TemplateChecked(name, one.title, len(one.questions), name not in BUILT_IN) for name, one in checked])
        return
    for name in own:
        kind = "rewords a built-in one" if name in BUILT_IN else "is new"
        typer.echo(f"{name}: “{together[name].title}” {kind}, with {len(together[name].questions)} questions.")
