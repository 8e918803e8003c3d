"""`knowhow healthy`: whether the bot that runs on this machine is well, in its own words."""

import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

import typer

from bot.cli.options import AsJson
from bot.faults.endings import FAILED, fail, refuse

ANSWERS_WITHIN = 5.0
"""Seconds; the bot takes one at most, whatever its database does."""


def healthy_command(as_json: AsJson = False) -> None:
    """Say whether the bot that runs on this machine is well.

    Asks it where HOST and PORT say that it listens; exits with 1 if it is unwell, or not there. That Slack or Teams is
    away is told, and is no failure: starting the bot again would not help.
    """
    from bot.cli.answers import Health, answer
    from bot.settings.address import address_to_ask
    from bot.settings.file import WrongSettings

    try:
        host, port = address_to_ask()
    except WrongSettings as wrong:
        refuse("Some settings need attention (environment or .env):", wrong.problems)
    is_well, why = _ask(host, port)
    if as_json:
        answer(Health(is_well, why))
        raise typer.Exit(0 if is_well else FAILED)
    if not is_well:
        fail(why)
    typer.echo(why)


def _ask(host: str, port: int) -> tuple[bool, str]:
    """Ask the bot itself, through no proxy. Gives whether it is well, and a sentence."""
    asking = HTTPConnection(host, port, timeout=ANSWERS_WITHIN)
    try:
        asking.request("GET", "/healthz")
        answer = asking.getresponse()
        said = json.loads(answer.read())
        return answer.status == HTTPStatus.OK, str(said.get("why", "It is well."))
    except OSError:
        return False, f"Nothing answers at {host}, port {port}. Does the bot run? HOST and PORT say where it listens."
    except (HTTPException, ValueError, AttributeError):
        return False, f"What answers at {host}, port {port} is not the bot. HOST and PORT say where it listens."
    finally:
        asking.close()
