"""`knowhow forgotten …`: the list of those who have been forgotten, for whoever looks after backups."""

import secrets
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson
from bot.faults.endings import FAILED, fail, refuse, settings_or_end, usable_database

if TYPE_CHECKING:
    from bot.settings.forgotten_list import ForgottenList

NO_KEY = "KNOWHOW_FORGOTTEN_KEY is not set, so there is no list of the forgotten. `knowhow forgotten key` makes a key."

forgotten = typer.Typer(help="Look after the list of those who have been forgotten.", no_args_is_help=True)


@forgotten.command("key", epilog="Example: knowhow forgotten key")
def key_command() -> None:
    """Make a key for KNOWHOW_FORGOTTEN_KEY.

    Keep it where you keep other secrets, and not beside the backups: without it the list is of no use.
    """
    typer.echo(secrets.token_urlsafe(32))


@forgotten.command("check", epilog="Example: knowhow forgotten check")
def check_command(as_json: AsJson = False) -> None:
    """Say whether the list would do for a restore."""
    listed, url = _list_and_database()
    from activities.kit.wording import count
    from bot.cli.answers import ListChecked, answer
    from bot.settings.forgotten_list import WrongList, today
    from storage import unlisted
    from storage.database import Database
    from storage.schema import Schema, state

    try:
        found = listed.read()
    except FileNotFoundError:
        fail(f"{listed.file} is not there. It is made when the bot next starts, or by `knowhow forgotten import`.")
    except OSError as error:
        fail(f"{listed.file} cannot be read: {error.strerror}.")
    except WrongList as wrong:
        fail(f"{listed.file} {wrong}. Bring a whole one back with `knowhow forgotten import`.")
    if not as_json:
        typer.echo(
            f"{listed.file} has {count(len(found.entries), 'entry', 'entries')}, and goes back to {found.since}."
        )
        typer.echo(f"It will do for backups of up to {count((today() - found.since).days, 'day')}.")
    unknown = sum(not listed.keys.made(entry.digest) for entry in found.entries)
    with usable_database(), closing(Database(url)) as database:
        waits = 0
        if database.may_be_there() and state(database) is Schema.CURRENT:
            with database.reading() as session:
                waits = unlisted.number(session)
    if as_json:
        answer(ListChecked(str(listed.file), len(found.entries), found.since.isoformat(), unknown, waits))
        raise typer.Exit(FAILED if unknown or waits else 0)
    problems = [f"{count(unknown, 'entry', 'entries')} cannot be recognised: made with another key."] if unknown else []
    problems += (
        [f"{count(waits, 'entry', 'entries')} wait in the database, to be written when the bot runs."] if waits else []
    )
    if problems:
        fail("\n".join(problems))


@forgotten.command("export", epilog="Example: knowhow forgotten export forgotten-2026-11-22.list")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    overwrite: Annotated[bool, typer.Option("--replace", help="Write over a file of that name.")] = False,
) -> None:
    """Copy the list, to be kept somewhere else than the backups.

    Nobody’s name is in it: it has digests, which say nothing without the key.
    """
    listed, _ = _list_and_database()
    from activities.kit.wording import count
    from bot.settings.forgotten_list import WrongList, today, write_list

    if file.exists() and not overwrite:
        refuse("Nothing was written:", [f"{file} is there already. Choose another name, or add --replace."])
    try:
        found = listed.read()
    except (OSError, WrongList):
        fail(f"{listed.file} cannot be read. `knowhow forgotten check` says more.")
    try:
        write_list(file, replace(found, until=today()))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"{file} has {count(len(found.entries), 'entry', 'entries')}.")


@forgotten.command("import", epilog="Example: knowhow forgotten import forgotten-2026-11-22.list")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `knowhow forgotten export` wrote.")],
) -> None:
    """Bring an exported list back, before restoring a backup.

    What is on the list already stays. A list that is damaged is moved aside.
    """
    listed, _ = _list_and_database()
    from activities.kit.wording import count
    from bot.settings.forgotten_list import WrongList, read_list

    try:
        other = read_list(file)
    except OSError as error:
        refuse("Nothing was changed:", [f"{file} cannot be read: {error.strerror}."])
    except WrongList as wrong:
        refuse("Nothing was changed:", [f"{file} {wrong}."])
    try:
        aside = _out_of_the_way(listed)
        now = listed.take_in(other)
    except OSError as error:
        fail(f"{listed.file} cannot be written: {error.strerror}.")
    if aside:
        typer.echo(f"What stood there could not be read, and is kept as {aside}.")
    typer.echo(f"{listed.file} has {count(len(now.entries), 'entry', 'entries')}, and goes back to {now.since}.")
    if other.until:
        typer.echo(f"Who was forgotten after {other.until}, when it was exported, is on it only if they were before.")


def _out_of_the_way(listed: "ForgottenList") -> Path | None:
    """Move a list aside that cannot be read."""
    from bot.settings.forgotten_list import WrongList

    try:
        listed.read()
    except FileNotFoundError:
        return None
    except WrongList:
        return listed.file.rename(listed.file.with_name(f"{listed.file.name}.damaged"))
    return None


def _list_and_database() -> "tuple[ForgottenList, str]":
    settings = settings_or_end()
    if settings.forgotten is None:
        fail(NO_KEY)
    return settings.forgotten, settings.database_url.get_secret_value()
