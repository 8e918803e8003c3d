"""The ways in which a command ends other than well: a sentence, and an exit code."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings.settings import Settings
    from storage.people import AnotherApp

FAILED, WRONG_USE = 1, 2
"""Exit codes; 0 is success. Wrong settings and wrong files are wrong use."""

THE_REST = "The same command again does the rest."

NO_DATABASE_YET = "There is no database yet: it is made when the bot first starts."


def settings_or_end(needs_chat: bool = False) -> "Settings":
    """Return the settings, or end the program with all that is wrong with them."""
    from bot.settings.file import WrongSettings
    from bot.settings.settings import read_settings

    try:
        settings = read_settings(needs_chat=needs_chat)
    except WrongSettings as wrong:
        refuse("Some settings need attention (environment or .env):", wrong.problems)
    if settings.ca_file:
        os.environ["SSL_CERT_FILE"] = str(settings.ca_file)  # read by OpenSSL when an HTTP library is first imported
    return settings


@contextmanager
def usable_database() -> Iterator[None]:
    """End the program with a sentence where the database cannot be reached, or is not one for this command."""
    from sqlalchemy.exc import DatabaseError, OperationalError

    from storage.organisations import NoSuchOrganisation, SeveralOrganisations
    from storage.people import AnotherApp
    from storage.refused import is_damaged, is_full
    from storage.residents import CannotRunHere
    from storage.schema import WrongSchema
    from storage.sqlite import FileReplaced
    from storage.upgrade_copies import NoCopy

    try:
        yield
    except (WrongSchema, NoCopy, CannotRunHere) as wrong:
        fail(str(wrong))
    except FileReplaced:
        fail(
            "The database’s file was deleted, moved or replaced while it was in use, so Knowhow has stopped rather "
            "than promise what it could not keep. Put the file back, or a backup in its place, and start it again."
        )
    except NoSuchOrganisation as wrong:
        fail(f"No organisation in this database is called so. There are: {', '.join(wrong.called)}.")
    except SeveralOrganisations as several:
        fail(
            "There are several organisations in this database. Please say for which one this is, with --organisation: "
            f"{', '.join(several.called)}."
        )
    except AnotherApp as other:
        fail(said_of_another_app(other))
    except OperationalError as error:
        if is_full(error):
            fail("There is no room left where the database lies, so nothing was changed. Make room, and try again.")
        fail("The database cannot be reached. Please check DATABASE_URL; `knowhow doctor` says more.")
    except DatabaseError as error:
        if not is_damaged(error):
            raise
        fail(
            "What DATABASE_URL names is no SQLite database, or a damaged one. `knowhow restore FILE --replace` puts a "
            "backup in its place, and keeps it beside."
        )


def said_of_another_app(other: "AnotherApp") -> str:
    """Say what to do where a bot starts as another app than a workspace has had so far."""
    said, known = f"{other.platform} {other.tenant} {other.app}", ", ".join(other.known)
    return (
        f"This database knows {other.tenant} by another app, {known}, and nobody has said whose {other.app} is. Where "
        f"it has taken that one’s place: knowhow organisations link NAME {said} --in-place-of {other.known[0]}. Where "
        f"it is another organisation’s: knowhow organisations add NAME, then knowhow organisations link NAME {said}."
    )


def refuse(heading: str, problems: list[str]) -> NoReturn:
    """End as wrong use, with a line for each problem."""
    refuse_each(["\n  ".join([heading, *problems])])


def refuse_each(problems: Iterable[str]) -> NoReturn:
    """End as wrong use, with a line for each problem and no heading."""
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(WRONG_USE)


def fail(why: str) -> NoReturn:
    """End as failed."""
    typer.echo(why, err=True)
    raise typer.Exit(FAILED)


def cut_off(reference: str) -> NoReturn:
    """End an import that a fault of ours has cut off; `reference` finds it in the log."""
    fail(
        f"Not everything was imported: something went wrong on our side, reference {reference} in the log. What is "
        f"written stays. {THE_REST}"
    )
