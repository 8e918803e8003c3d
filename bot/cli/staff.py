"""`knowhow staff …`: who works where."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import engine_of
from bot.cli.options import AsJson, OfOrganisation
from bot.cli.progress import Waited, waited_for
from bot.faults.endings import THE_REST, cut_off, fail, refuse, settings_or_end

if TYPE_CHECKING:
    from bot.register.staff_columns import Question
    from bot.register.staff_foreseeing import Foreseen
    from bot.register.staff_keeping import Imported
    from bot.register.staff_list import StaffList, StaffRow, Wishes
    from bot.settings.settings import Settings

staff = typer.Typer(help="Tell Knowhow who works where.", no_args_is_help=True)

NOBODY = "Nobody was imported:"


@staff.command("import", epilog='Example: knowhow staff import esr.csv --map site="Assignment Location"')
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file, as Excel, ESR or Entra writes it.")],
    named: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is what; = alone: none.")
    ] = None,
    groups: Annotated[
        Path | None, typer.Option("--groups", metavar="FILE", help="Your own table of staff groups.")
    ] = None,
    complete: Annotated[bool, typer.Option("--complete", help="Whoever it names no more has left.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --complete: also where those are many.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would do, and change nothing.")] = False,
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """Add people from a staff list, or bring them up to date.

    Every row is checked before the first is written; where one is wrong, none is. The same command again
    finishes an import that was cut off.

    With --complete, whoever was listed before and is not now has left, unless their account is in use and
    another rule of KNOWHOW_MEMBERS makes them a member. It names them first, and on a terminal asks whether to go
    on. Where those are many, a facilitator is asked first, unless you say --yes.

    The columns are id, name, email, sites (with ; between), department, role_group (clinical or
    non_clinical), job_title. Names that ESR, Entra and Excel give them are known, in any order and among
    others. It says how it read each, and asks where it cannot know. Another, employer, says who employs
    somebody who is not your own staff.
    """
    settings = settings_or_end()
    found = _read(file, _wishes(named or [], groups))
    for line in (*found.columns.in_words, *found.notes):
        typer.echo(line, err=True)
    if dry_run or complete:
        foreseen = _foreseen(settings, found.rows, complete, yes, makes_one=not dry_run, organisation=organisation)
        if dry_run:
            _say(len(found.rows), foreseen, as_json, "Nothing was changed. It would import")
            return
        if foreseen.gone and not yes and sys.stdin.isatty() and not typer.confirm("Import the list?", err=True):
            fail("Nobody was imported.")
    from bot.engine.engine import TurnFailed
    from bot.register.staff_keeping import keep_staff, missing_in_words

    try:
        with waited_for(_so_far) as waited:
            with engine_of(settings, waited, organisation=organisation) as engine:
                done = keep_staff(engine, found.rows, complete, on_purpose=yes, progress=waited)
            waited.is_past_stopping()
    except TurnFailed as failure:
        cut_off(failure.reference)
    _say(len(found.rows), done, as_json, "Imported")
    if done.missing and not as_json:
        typer.echo(missing_in_words(done.missing))


@staff.command("groups", epilog="Example: knowhow staff groups > groups.csv")
def groups_command() -> None:
    """Print which staff groups are clinical, to begin your own.

    They are the nine of ESR. Each line is a staff group, and clinical or non_clinical. Name your table with --groups.
    """
    from bot.register.staff_groups import ESR_GROUPS

    typer.echo(ESR_GROUPS.read_text(encoding="utf-8"), nl=False)


def _wishes(named: list[str], groups: Path | None) -> "Wishes":
    from activities.kit.table import WrongFile
    from bot.register.staff_columns import FIELDS, field_called
    from bot.register.staff_list import Wishes

    wishes = Wishes()
    if groups is not None:
        from bot.register.staff_groups import read_groups

        try:
            wishes = replace(wishes, groups=read_groups(groups))
        except WrongFile as wrong:
            refuse(NOBODY, wrong.problems)
    said = [
        (field_called(field), column.strip()) for field, has, column in (one.partition("=") for one in named) if has
    ]
    columns = {field: column for field, column in said if field is not None}
    if len(columns) < len(named):
        refuse(NOBODY, [f"--map takes a field, =, and the name of a column, once each; fields are {', '.join(FIELDS)}"])
    return replace(wishes, named=columns)


def _read(file: Path, wishes: "Wishes") -> "StaffList":
    """Read the list; where it is unclear what its columns are, ask whoever is at a terminal."""
    from activities.kit.table import WrongFile
    from bot.register.staff_columns import Unclear
    from bot.register.staff_list import staff_list_in

    while True:
        try:
            with waited_for("Stopped. Nobody was imported.") as waited:
                return staff_list_in(file, wishes, waited)
        except Unclear as unclear:
            if not (unclear.questions and sys.stdin.isatty()):
                refuse(NOBODY, unclear.problems)
            wishes = replace(wishes, named={**wishes.named, **dict(map(_asked, unclear.questions))})
        except WrongFile as wrong:
            refuse(NOBODY, wrong.problems)


def _asked(question: "Question") -> tuple[str, str]:
    """Ask which column a field is in; gives the field, and the name of the column or nothing."""
    typer.echo(f"Which column is {question.field}?", err=True)
    for number, header in enumerate(question.headers, 1):
        typer.echo(f"  {number}  {header}", err=True)
    least = 0 if question.may_be_none else 1
    if question.may_be_none:
        typer.echo("  0  none of them", err=True)
    numbers = typer.prompt("Its number", err=True, value_proc=lambda said: _number(said, least, len(question.headers)))
    return question.field, question.headers[numbers - 1] if numbers else ""


def _number(said: str, least: int, most: int) -> int:
    if not (said.strip().isdecimal() and least <= int(said) <= most):
        raise typer.BadParameter(f"please type a number from {least} to {most}")
    return int(said)


def _foreseen(
    settings: "Settings", rows: "list[StaffRow]", complete: bool, yes: bool, makes_one: bool, organisation: str
) -> "Foreseen":
    """Look what the list would do, and name whom it names no more, beside what the command answers."""
    from bot.engine.engine import TurnFailed
    from bot.register.staff_foreseeing import foresee, leavers_in_words

    try:
        with (
            waited_for("Stopped. Nobody was imported.") as waited,
            engine_of(settings, waited, makes_one=makes_one, organisation=organisation) as engine,
        ):
            foreseen = foresee(engine, rows, complete, yes, waited)
    except TurnFailed as failure:
        cut_off(failure.reference)
    for line in leavers_in_words(foreseen):
        typer.echo(line, err=True)
    return foreseen


def _say(people: int, done: "Imported | Foreseen", as_json: bool, what: str) -> None:
    """Answer what became of the list, or would."""
    from activities.kit.wording import count
    from bot.cli.answers import Missing, StaffImported, answer

    if not as_json:
        typer.echo(f"{what} {count(people, 'person', 'people')}: {done.new} new, {done.known} brought up to date.")
        return
    gone = done.missing
    missing = Missing(len(gone.gone), gone.among, len(gone.in_use), gone.asked) if gone else None
    answer(StaffImported(people, done.new, done.known, missing))


def _so_far(waited: Waited) -> str:
    from bot.register.staff_keeping import IMPORTING, LEAVING_OUT

    so_far = waited.reached
    if so_far.what == LEAVING_OUT:
        return (
            f"Stopped. Everybody on the list is imported; of those whom it names no more, {so_far.number} were looked "
            f"after. {THE_REST}"
        )
    if so_far.what == IMPORTING and so_far.done:
        return f"Stopped. {so_far.number} were imported, and stay so. {THE_REST}"
    return "Stopped. Nobody was imported."
