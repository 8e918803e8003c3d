"""`knowhow doctor`: what is well with this installation, and what is not."""

import typer

from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.cli.stopping import STOP
from bot.faults.endings import FAILED


def doctor_command(as_json: AsJson = False) -> None:
    """Check the settings against reality.

    Database, Slack, Teams, proxy and clock, a line each; exits with 1 if something fails.
    """
    from bot.cli.answers import Found, answer
    from bot.cli.examining import examine
    from bot.faults.finding import Mark

    found = []
    with waited_for(NOTHING_CHANGED) as waited, STOP.by_asyncio():
        for finding in examine(waited):
            found.append(Found(finding.is_well, finding.mark is Mark.NOTE, finding.words))
            if not as_json:
                waited.says([str(finding)])
    if as_json:
        answer(found)
    if not all(one.is_well for one in found):
        raise typer.Exit(FAILED)
