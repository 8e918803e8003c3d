"""`knowhow …`: what can be done from the command line. Whatever takes long to import is imported where it is used."""

import gc
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot import THE_DISTRIBUTION
from bot.cli.audit import audit_command
from bot.cli.backup import backup_command, restore_command
from bot.cli.completion import answers_shells, completion_command, is_asked
from bot.cli.db import db
from bot.cli.demo import demo_command
from bot.cli.dev import dev
from bot.cli.doctor import doctor_command
from bot.cli.find_person import find_person_command
from bot.cli.forgotten import forgotten
from bot.cli.healthy import healthy_command
from bot.cli.library import library
from bot.cli.manifest import manifest_slack, manifest_teams
from bot.cli.match import match_command
from bot.cli.members import members_command
from bot.cli.organisations import organisations
from bot.cli.rota import rota_command
from bot.cli.run import run_command
from bot.cli.screen import screen_command
from bot.cli.staff import staff
from bot.cli.stopping import Stoppable
from bot.cli.templates import templates
from bot.faults.endings import FAILED, WRONG_USE

__all__ = ["FAILED", "WRONG_USE", "knowhow", "main"]

knowhow = typer.Typer(
    help="Knowledge-management activities for hospitals, in Slack and Teams.",
    epilog="To see it at work on this machine, without either: knowhow demo",
    cls=Stoppable,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
manifest = typer.Typer(help="Write what a platform needs to know of the app.", no_args_is_help=True)
knowhow.add_typer(manifest, name="manifest")
knowhow.add_typer(staff, name="staff")
knowhow.add_typer(db, name="db")
knowhow.add_typer(library, name="library")
knowhow.add_typer(templates, name="templates")
knowhow.add_typer(forgotten, name="forgotten")
knowhow.add_typer(organisations, name="organisations")
knowhow.add_typer(dev, name="dev")


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"knowhow {version(THE_DISTRIBUTION)}")
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
    if not os.environ.get("SSL_CERT_FILE", "unset").strip():
        del os.environ["SSL_CERT_FILE"]  # OpenSSL takes a line that was left empty for no certificates at all
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # text streams, unless somebody replaced them
    if is_asked():
        answers_shells()
    knowhow()


knowhow.command("demo", epilog="Example: knowhow demo --staff staff.csv")(demo_command)
knowhow.command("run", epilog="Example: knowhow run")(run_command)
knowhow.command("doctor", epilog="Example: knowhow doctor")(doctor_command)
manifest.command("slack", epilog="Example: knowhow manifest slack --out manifest.json")(manifest_slack)
manifest.command("teams", epilog="Example: knowhow manifest teams --out knowhow-teams.zip")(manifest_teams)
knowhow.command("backup", epilog="Example: knowhow backup knowhow.backup")(backup_command)
knowhow.command("restore", epilog="Example: knowhow restore knowhow.backup")(restore_command)
knowhow.command("match", epilog="Example: knowhow match signups.csv --out pairs.csv")(match_command)
knowhow.command("rota", epilog="Example: knowhow rota people.csv --out rota.csv")(rota_command)
knowhow.command("healthy", epilog="Example: knowhow healthy")(healthy_command)
knowhow.command("members", epilog="Example: knowhow members --why ann@trust.example")(members_command)
knowhow.command("audit", epilog="Example: knowhow audit --since 2026-11-01")(audit_command)
knowhow.command("find-person", epilog='Example: knowhow find-person "Ann Shaw" --csv found.csv')(find_person_command)
knowhow.command("screen", epilog="Example: knowhow screen minutes.txt")(screen_command)
knowhow.command("completion", epilog="Example: knowhow completion fish > ~/.config/fish/completions/knowhow.fish")(
    completion_command
)
