"""`knowhow …`: what can be done from the command line. Whatever takes long to import is imported where it is used."""

import gc
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot import THE_PROGRAM
from bot.cli.audit import audit_command
from bot.cli.backup import backup_command, restore_command
from bot.cli.dev import dev
from bot.cli.find_person import find_person_command
from bot.cli.forgotten import forgotten
from bot.cli.library import library
from bot.cli.manifest import manifest_slack, manifest_teams
from bot.cli.match import match_command
from bot.cli.opening import engine_of
from bot.cli.rota import rota_command
from bot.cli.screen import screen_command
from bot.cli.templates import templates
from bot.faults.endings import FAILED, WRONG_USE, cut_off, fail, refuse, settings_or_end, usable_database

__all__ = ["FAILED", "WRONG_USE", "knowhow", "main"]

knowhow = typer.Typer(
    help="Knowledge-management activities for hospitals, in Slack and Teams.",
    epilog="To see it at work on this machine, without either: knowhow demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
manifest = typer.Typer(help="Write what a platform needs to know of the app.", no_args_is_help=True)
staff = typer.Typer(help="Tell Knowhow who works where.", no_args_is_help=True)
db = typer.Typer(help="Look after the database.", no_args_is_help=True)
knowhow.add_typer(manifest, name="manifest")
knowhow.add_typer(staff, name="staff")
knowhow.add_typer(db, name="db")
knowhow.add_typer(library, name="library")
knowhow.add_typer(templates, name="templates")
knowhow.add_typer(forgotten, name="forgotten")
knowhow.add_typer(dev, name="dev")

StaffFile = Annotated[Path | None, typer.Option("--staff", metavar="FILE.csv", help="Play with your own people.")]


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"knowhow {version(THE_PROGRAM)}")
        raise typer.Exit


@knowhow.callback()
def _options(
    tells_version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Options of the program itself, before any command."""


OBJECTS_BETWEEN_LOOKS = 50_000
"""How many objects are made before Python looks for garbage among them; by itself it looks after 700.

What is imported is many times as many, and stays: to look through it so often was a tenth of what a command takes.
"""


def main() -> None:
    """Run the program. Consoles that lack a character get a question mark, never a crash."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # text streams, unless somebody replaced them
    knowhow()


@knowhow.command(epilog="Example: knowhow demo --staff staff.csv")
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="Open no page: print the story of a trial.")] = False,
    play: Annotated[bool, typer.Option("--play", help="Let players act for everybody.")] = False,
    seed: Annotated[int, typer.Option(help="What chance decides: the same seed tells the same story.")] = 1,
    staff_list: StaffFile = None,
    empty: Annotated[bool, typer.Option("--empty", help="Begin with nobody but the librarian; add people.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Where the page is served; 0 finds one.")] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    folder: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the page keeps what happened.")] = None,
) -> None:
    """Walk through a coffee trial on this machine, in the browser.

    52 people of an invented hospital, the real bot, and a small Slack that never leaves the machine.
    """
    from activities.kit.table import WrongFile
    from bot.register.staff_list import read_staff_list
    from bot.sandbox.demo import open_page, tell, the_librarian
    from bot.sandbox.page.cast import OtherPeople
    from storage.upgrade_copies import NoCopy

    try:
        rows = read_staff_list(staff_list) if staff_list else None
    except WrongFile as wrong:
        refuse("Nobody was imported:", wrong.problems)
    if empty:
        rows = the_librarian()
    if headless:
        tell(seed=seed, staff=rows)
        return
    try:
        open_page(folder, seed=seed, staff=rows, port=port, opens_browser=not no_browser, plays=play)
    except OtherPeople:
        refuse("That folder keeps a play with other people.", ["Choose another --folder, or leave --staff out."])
    except NoCopy as why:
        fail(str(why))
    except OSError:
        fail(f"Port {port} is taken, or the folder cannot be written to. Try --port 0 or --folder.")


@knowhow.command(epilog="Example: knowhow run")
def run(
    insecure_local: Annotated[
        bool,
        typer.Option("--insecure-local", help="Try Teams with Microsoft’s playground on this machine, unprotected."),
    ] = False,
) -> None:
    """Run the bot until Ctrl+C.

    Settings come from the environment and from .env in the folder where it is started.
    """
    settings = settings_or_end(needs_chat=not insecure_local)
    from bot.platforms.platform import SendingFailed
    from bot.service.run import keep_quiet, run
    from bot.service.unprotected import NotForThis, keep_out_of_playground, unprotected

    keep_quiet()
    try:
        with usable_database():
            if insecure_local:
                settings = unprotected(settings)
            else:
                keep_out_of_playground(settings)
            run(settings)
    except NotForThis as why:
        fail(str(why))
    except SendingFailed:
        fail("Slack or Teams does not know the bot, or refuses it. `knowhow doctor` says why.")
    except OSError as error:
        fail(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Please set HOST or PORT.")


@knowhow.command(epilog="Example: knowhow doctor")
def doctor() -> None:
    """Check the settings against reality.

    Database, Slack, Teams, proxy and clock, a line each; exits with 1 if something fails.
    """
    from bot.cli.doctor import examine

    well = True
    for finding in examine():
        typer.echo(str(finding))
        well = well and finding.is_well
    if not well:
        raise typer.Exit(FAILED)


@staff.command("import", epilog="Example: knowhow staff import staff.csv")
def staff_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A CSV file, as Excel saves it.")],
    complete: Annotated[bool, typer.Option("--complete", help="Whoever it names no more has left.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --complete: also where those are many.")] = False,
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
        rows = read_staff_list(file)
        with engine_of(settings) as engine:
            done = keep_staff(engine, rows, complete, on_purpose=yes)
    except WrongFile as wrong:
        refuse("Nobody was imported:", wrong.problems)
    except TurnFailed as failure:
        cut_off(failure.reference)
    typer.echo(f"Imported {count(len(rows), 'person', 'people')}: {done.new} new, {done.known} brought up to date.")
    if done.missing:
        typer.echo(missing_in_words(done.missing))


@db.command("upgrade", epilog="Example: knowhow db upgrade")
def db_upgrade() -> None:
    """Bring the database up to this version of Knowhow.

    Take a backup first: there is no way back. SQLite is brought up to date by itself whenever the bot starts, and
    kept for a week as it was.
    """
    settings = settings_or_end()
    from bot.engine.appointing import key_those_without
    from storage.database import Database
    from storage.schema import upgrade

    with usable_database(), closing(Database(settings.database_url.get_secret_value())) as database:
        kept = upgrade(database)
        with database.writing() as session:
            key_those_without(session, settings.facilitators, settings.forgotten_keys)
    typer.echo("The database is up to date.")
    if kept:
        typer.echo(f"As it was before, it is kept for a week: {kept}")


manifest.command("slack", epilog="Example: knowhow manifest slack --out manifest.json")(manifest_slack)
manifest.command("teams", epilog="Example: knowhow manifest teams --out knowhow-teams.zip")(manifest_teams)
knowhow.command("backup", epilog="Example: knowhow backup knowhow.backup")(backup_command)
knowhow.command("restore", epilog="Example: knowhow restore knowhow.backup")(restore_command)
knowhow.command("match", epilog="Example: knowhow match signups.csv --out pairs.csv")(match_command)
knowhow.command("rota", epilog="Example: knowhow rota people.csv --out rota.csv")(rota_command)
knowhow.command("audit", epilog="Example: knowhow audit --since 2026-11-01")(audit_command)
knowhow.command("find-person", epilog='Example: knowhow find-person "Ann Shaw" --csv found.csv')(find_person_command)
knowhow.command("screen", epilog="Example: knowhow screen minutes.txt")(screen_command)
