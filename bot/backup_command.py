"""`knowhow backup` and `knowhow restore`: the whole database in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.endings import fail, refuse, settings_or_end, usable_database


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over a backup of that name.")] = False,
) -> None:
    """Copy the whole database into one file.

    The bot may go on running: the copy is of one moment. It holds what people wrote, so keep it as safe as the database
    itself. It can be restored into SQLite and into PostgreSQL, whichever it came from.
    """
    settings = settings_or_end()
    from activities.kit.wording import count
    from bot.backup import NothingThere, back_up

    if file.exists() and not replace:
        refuse("Nothing was written:", [f"{file} is there already. Choose another name, or add --replace."])
    try:
        with usable_database():
            number = back_up(settings.database_url.get_secret_value(), file)
    except NothingThere as nothing:
        fail(str(nothing))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"{file} has {count(number, 'row')} and only you may read it.")


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `knowhow backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="SQLite: put it in the place of a database, which is kept beside it.")
    ] = False,
    moved: Annotated[
        bool, typer.Option("--moved", help="The bot has not run since the backup: carry on as if nothing had happened.")
    ] = False,
) -> None:
    """Put a backup where DATABASE_URL says.

    Stop the bot first. On PostgreSQL the database must be empty, with its tables: see `knowhow db upgrade`.

    Without --moved, what waited to be sent may have been sent since: the bot looks before it sends, tells the
    facilitators, and waits an hour before it does what fell due meanwhile.
    """
    settings = settings_or_end()
    from activities.kit.wording import count
    from bot.backup_file import NotABackup
    from bot.restore import CannotRestore, restore

    try:
        with usable_database():
            done = restore(file, settings, replaces=replace, moved=moved)
    except NotABackup as wrong:
        refuse("Nothing was changed:", [f"{file}: {wrong}"])
    except CannotRestore as problem:
        fail(f"Nothing was changed. {problem}")
    except OSError as error:
        fail(f"Nothing was changed. {file} cannot be read, or the database not written: {error.strerror}.")
    typer.echo(f"Restored {count(done.rows, 'row')}, as they were on {done.taken_at}.")
    if done.kept:
        typer.echo(f"What stood there before is kept as {done.kept}.")
    if not moved:
        typer.echo("Facilitators hear of it when the bot starts; an hour later it does what fell due meanwhile.")
