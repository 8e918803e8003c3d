"""`knowhow staff …`: who works where."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import engine_of
from bot.cli.options import AsJson
from bot.cli.progress import Waited, waited_for
from bot.faults.endings import THE_REST, cut_off, refuse, settings_or_end

if TYPE_CHECKING:
    from bot.register.staff_list import Imported

staff = typer.Typer(help="Tell Knowhow who works where.", no_args_is_help=True)


@staff.command("import", epilog="Example: knowhow staff import staff.csv")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A CSV file, as Excel saves it.")],
    complete: Annotated[bool, typer.Option("--complete", help="Whoever it names no more has left.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --complete: also where those are many.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add people from a staff list, or bring them up to date.

    Every row is checked before the first is written; where one is wrong, none is. The same command again
    finishes an import that was cut off.

    With --complete, whoever was listed before and is not now has left, unless their account is in use.
    Where those are many, a facilitator is asked first, unless you say --yes.

    The columns are id, name, email, sites (with ; between), department, role_group (clinical or
    non_clinical), job_title.
    """
    settings = settings_or_end()
    from activities.kit.table import WrongFile
    from activities.kit.wording import count
    from bot.engine.engine import TurnFailed
    from bot.register.staff_list import keep_staff, missing_in_words, read_staff_list

    try:
        with waited_for(_so_far) as waited:
            rows = read_staff_list(file, waited)
            with engine_of(settings, waited) as engine:
                done = keep_staff(engine, rows, complete, on_purpose=yes, progress=waited)
            waited.is_past_stopping()
    except WrongFile as wrong:
        refuse("Nobody was imported:", wrong.problems)
    except TurnFailed as failure:
        cut_off(failure.reference)
    if as_json:
        _answer(len(rows), done)
        return
    typer.echo(f"Imported {count(len(rows), 'person', 'people')}: {done.new} new, {done.known} brought up to date.")
    if done.missing:
        typer.echo(missing_in_words(done.missing))


def _answer(people: int, done: "Imported") -> None:
    from bot.cli.answers import Missing, StaffImported, answer

    if (gone := done.missing) is None:
        answer(StaffImported(people, done.new, done.known, None))
    else:
        missing = Missing(len(gone.gone), gone.among, len(gone.in_use), gone.asked)
        answer(StaffImported(people, done.new, done.known, missing))


def _so_far(waited: Waited) -> str:
    from bot.register.staff_list import IMPORTING, LEAVING_OUT

    so_far = waited.reached
    if so_far.what == LEAVING_OUT:
        return (
            f"Stopped. Everybody on the list is imported; of those whom it names no more, {so_far.number} were looked "
            f"after. {THE_REST}"
        )
    if so_far.what == IMPORTING and so_far.done:
        return f"Stopped. {so_far.number} were imported, and stay so. {THE_REST}"
    return "Stopped. Nobody was imported."
