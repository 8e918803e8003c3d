"""`knowhow manifest`: what a platform needs to know of the app."""

from pathlib import Path
from typing import Annotated

import typer

from bot.faults.endings import fail, refuse, settings_or_end


def manifest_slack(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to a file instead of the screen.")] = None,
) -> None:
    """Write the manifest of the Slack app.

    It is what you paste into api.slack.com/apps: every command, and the fewest permissions.
    """
    from bot.slack.manifest import manifest_json

    if not out:
        typer.echo(manifest_json(), nl=False)
        return
    try:
        out.write_text(manifest_json(), encoding="utf-8", newline="\n")
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")


def manifest_teams(
    out: Annotated[Path, typer.Option(metavar="FILE.zip", help="Where to write the package.")],
    app_id: Annotated[str, typer.Option(metavar="ID", help="The bot's app id. Left out: MICROSOFT_APP_ID.")] = "",
    site: Annotated[str, typer.Option(metavar="URL", help="A page of yours about Knowhow, for your people.")] = "",
) -> None:
    """Write the app package for Teams.

    It is the zip file that you upload in the Teams admin centre: what can be typed, the fewest permissions, the icons.
    """
    from bot.settings.values import GUID
    from bot.teams.manifest import EXAMPLE_SITE, app_package

    app_id = app_id or _app_id_of_the_settings()
    problems = [] if GUID.fullmatch(app_id) else ["--app-id has to be the Application (client) ID, as Azure shows it."]
    if site and not site.startswith("https://"):
        problems.append("--site has to begin with https://")
    if problems:
        refuse("No package was written:", problems)
    try:
        out.write_bytes(app_package(app_id.lower(), site or EXAMPLE_SITE))
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")
    if not site:
        typer.echo(f"Links to privacy and terms lead to {EXAMPLE_SITE}; --site names a page of your own.", err=True)


def _app_id_of_the_settings() -> str:
    teams = settings_or_end().teams
    return teams.app_id if teams else ""
