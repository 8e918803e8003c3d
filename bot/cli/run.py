"""`knowhow run`: the bot, until it is told to stop."""

from functools import partial
from typing import Annotated

import typer

from bot.cli.db import how_it_stands
from bot.cli.display import Logged
from bot.cli.progress import waited_for
from bot.faults.endings import fail, settings_or_end, usable_database


def run_command(
    insecure_local: Annotated[
        bool,
        typer.Option("--insecure-local", help="Try Teams with Microsoft’s playground on this machine, unprotected."),
    ] = False,
) -> None:
    """Run the bot until Ctrl+C.

    Settings come from the environment and from .env in the folder where it is started.
    """
    settings = settings_or_end(needs_chat=not insecure_local)
    from bot.faults.faults import log
    from bot.platforms.platform import SendingFailed
    from bot.service.metrics import CannotListen
    from bot.service.run import keep_quiet, run
    from bot.service.unprotected import NotForThis, keep_out_of_playground, unprotected

    keep_quiet(settings.log_as)
    try:
        with usable_database():
            if insecure_local:
                settings = unprotected(settings)
            else:
                keep_out_of_playground(settings)
            run(settings, partial(waited_for, how_it_stands, otherwise=Logged(log.info)))
    except (NotForThis, CannotListen) as why:
        fail(str(why))
    except SendingFailed:
        fail("Slack or Teams does not know the bot, or refuses it. `knowhow doctor` says why.")
    except OSError as error:
        fail(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Please set HOST or PORT.")
