"""`knowhow members`: who belongs, by which rule."""

from typing import Annotated

import typer

from bot.cli.opening import engine_of
from bot.cli.options import AsJson, OfOrganisation
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import fail, settings_or_end
from storage.here import Here


def members_command(
    why: Annotated[
        str,
        typer.Option("--why", metavar="PERSON", help="Say of one person, by name, address or id, what lets them in."),
    ] = "",
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """Count whom each rule of KNOWHOW_MEMBERS lets in.

    It counts those whom Knowhow knows, who are all that have used it.
    """
    from bot.cli.answers import answer
    from bot.cli.who_belongs import counted, explained
    from bot.engine.own_settings import policy_of

    settings = settings_or_end()
    with (
        waited_for(NOTHING_CHANGED) as waited,
        engine_of(settings, waited, makes_one=False, organisation=organisation) as engine,
        engine.database.reading() as session,
    ):
        home = engine.serving.organisation(session, settings.timezone)
        here, rules = Here(session, home.id), policy_of(settings.policy, home).members
        found = explained(here, rules, why.strip()) if why else []
        counts = [] if why else counted(here, rules)
    if why and not found:
        fail(
            "Nobody whom Knowhow knows has that name, address or id, and nor does the staff list. Whoever no rule lets "
            "in is not kept: they become known when one does, and they use Knowhow."
        )
    if as_json:
        answer(found or counts)
    else:
        typer.echo("\n".join([one.says for one in found] or [f"{one.rule}: {one.people}" for one in counts]))
