"""`knowhow doctor`: what is well with this installation, and what is not."""

import typer

from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.cli.stopping import STOP
from bot.faults.endings import FAILED


def doctor_command() -> None:
    """Check the settings against reality.

    Database, Slack, Teams, proxy and clock, a line each; exits with 1 if something fails.
    """
    from bot.cli.examining import examine

    well = True
    with waited_for(NOTHING_CHANGED) as waited, STOP.by_asyncio():
        for finding in examine(waited):
            waited.says([str(finding)])
            well = well and finding.is_well
    if not well:
        raise typer.Exit(FAILED)
