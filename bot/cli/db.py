"""`knowhow db …`: the database itself."""

from contextlib import closing

import typer

from bot.cli.options import AsJson
from bot.cli.progress import Waited, waited_for
from bot.faults.endings import settings_or_end, usable_database

db = typer.Typer(help="Look after the database.", no_args_is_help=True)


@db.command("upgrade", epilog="Example: knowhow db upgrade")
def upgrade_command(as_json: AsJson = False) -> None:
    """Bring the database up to this version of Knowhow.

    Take a backup first: there is no way back. On PostgreSQL every bot that runs ends by itself, and is waited for;
    start the new version when it is done. SQLite is brought up to date by itself whenever the bot starts, and kept for
    a week as it was.
    """
    settings = settings_or_end()
    from bot.cli.answers import Upgraded, answer
    from bot.engine.appointing import key_those_without
    from storage.database import Database
    from storage.residents import nobody
    from storage.schema import is_current, newest, upgrade

    with (
        usable_database(),
        closing(Database(settings.database_url.get_secret_value())) as database,
        waited_for(how_it_stands) as waited,
    ):
        kept = None
        if not is_current(database):
            with nobody(database, progress=waited):
                kept = upgrade(database, waited)
        waited.is_past_stopping()
        with database.writing() as session:
            key_those_without(session, settings.facilitators, settings.forgotten_keys)
    if as_json:
        answer(Upgraded(newest(), str(kept) if kept else None))
        return
    typer.echo("The database is up to date.")
    if kept:
        typer.echo(f"As it was before, it is kept for a week: {kept}")


def how_it_stands(waited: Waited) -> str:
    """Say what has become of an upgrade that was stopped."""
    from storage.schema import COUNTING

    if waited.reached.what == COUNTING:
        return "Stopped. The database is up to date."
    return "Stopped. The database is as it was, and the next upgrade begins anew."
