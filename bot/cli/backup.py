"""`knowhow backup` and `knowhow restore`: the whole database in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import fail, refuse, settings_or_end, usable_database


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over a backup of that name.")] = False,
    recipient: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Encrypt it for this public key, age1… or ssh-ed25519 …; may be given again."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the whole database into one file.

    The bot may go on running: the copy is of one moment. It holds what people wrote, so keep it as safe as the database
    itself. It can be restored into SQLite and into PostgreSQL, whichever it came from.
    """
    settings = settings_or_end()
    from activities.kit.wording import count
    from bot.backup.backup import NothingThere, back_up
    from bot.backup.encryption import WrongKey
    from bot.cli.answers import BackedUp, answer

    if file.exists() and not replace:
        refuse("Nothing was written:", [f"{file} is there already. Choose another name, or add --replace."])
    try:
        with usable_database(), waited_for(lambda _: _not_written(file)) as waited:
            url = settings.database_url.get_secret_value()
            number = back_up(url, file, settings.forgotten, recipient or (), waited)
    except WrongKey as wrong:
        refuse("Nothing was written:", [str(wrong)])
    except NothingThere as nothing:
        fail(str(nothing))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    if as_json:
        answer(BackedUp(str(file), number, bool(recipient)))
        return
    typer.echo(f"{file} has {count(number, 'row')} and only you may read it.")


def _not_written(file: Path) -> str:
    return f"Stopped. {file} {'is as it was.' if file.exists() else 'was not written.'}"


def restore_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `knowhow backup` wrote, or was kept before an upgrade.")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="SQLite: put it in the place of a database, which is kept beside it.")
    ] = False,
    moved: Annotated[
        bool, typer.Option("--moved", help="The bot has not run since the backup: carry on as if nothing had happened.")
    ] = False,
    without_forgotten: Annotated[
        bool, typer.Option("--without-forgotten", help="Without their list: whoever was forgotten since is back.")
    ] = False,
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The secret key of an encrypted backup.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup where DATABASE_URL says, but for the forgotten.

    Whoever was forgotten since the backup was made is not put back.

    Stop the bot first. On PostgreSQL the database must be empty, with its tables: see `knowhow db upgrade`.

    Without --moved, what waited to be sent may have been sent since: the bot looks before it sends, tells the
    facilitators, and waits an hour before it does what fell due meanwhile.
    """
    settings = settings_or_end()
    from activities.kit.wording import count
    from bot.backup.backup_file import NotABackup
    from bot.backup.encryption import WrongKey
    from bot.backup.restore import CannotRestore, restore
    from bot.cli.answers import PutBack, answer

    try:
        with usable_database(), waited_for(NOTHING_CHANGED) as waited:
            done = restore(
                file,
                settings,
                replaces=replace,
                moved=moved,
                without_forgotten=without_forgotten,
                identity=identity,
                progress=waited,
            )
    except WrongKey as wrong:
        refuse("Nothing was changed:", [str(wrong)])
    except NotABackup as wrong:
        refuse("Nothing was changed:", [f"{file}: {wrong}"])
    except CannotRestore as problem:
        fail(f"Nothing was changed. {problem}")
    except OSError as error:
        fail(f"Nothing was changed. {error.filename or file} cannot be read or written: {error.strerror}.")
    if as_json:
        answer(PutBack(done.rows, done.at, done.erased, str(done.kept) if done.kept else None))
        return
    typer.echo(f"Restored {count(done.rows, 'row')}, as they were on {done.taken_at}.")
    if done.erased:
        typer.echo(f"{count(done.erased, 'person', 'people')} who asked to be forgotten since, or were, stayed so.")
    if done.kept:
        typer.echo(f"What stood there before is kept as {done.kept}.")
    if not moved:
        typer.echo("Facilitators hear of it when the bot starts; an hour later it does what fell due meanwhile.")
