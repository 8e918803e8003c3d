"""`knowhow doctor`: what is well with this installation, and what is not."""

import typer

from bot.faults.endings import FAILED


def doctor_command() -> None:
    """Check the settings against reality.

    Database, Slack, Teams, proxy and clock, a line each; exits with 1 if something fails.
    """
    from bot.cli.examining import examine

    well = True
    for finding in examine():
        typer.echo(str(finding))
        well = well and finding.is_well
    if not well:
        raise typer.Exit(FAILED)
