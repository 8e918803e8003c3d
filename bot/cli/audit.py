"""`knowhow audit`: what facilitators did, for those who have to answer for it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import engine_of
from bot.cli.options import AsJson, OfOrganisation, day
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import settings_or_end
from storage.here import Here

if TYPE_CHECKING:
    from bot.cli.answers import Did


def audit_command(
    since: Annotated[
        datetime | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only from this day on."),
    ] = None,
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """List what facilitators did, oldest first.

    One line each, with tabs between: when (UTC), who, what, and the id of what it was about. Never its content.
    Whoever has been forgotten is listed by number.
    """
    from activities.kit.table import inert
    from bot.cli.answers import Did, answer
    from storage import audit
    from storage.calendar import THE_BEGINNING
    from storage.naming import searching

    from_then = since.replace(tzinfo=UTC) if since else THE_BEGINNING
    settings = settings_or_end()
    with (
        waited_for(NOTHING_CHANGED) as waited,
        engine_of(settings, waited, makes_one=False, organisation=organisation) as engine,
        engine.database.reading() as session,
    ):
        here = Here(session, engine.serving.organisation(session, settings.timezone).id)
        acts = [
            (act.done_at, Did(act.done_at.isoformat(), person.name, person.id, act.what, act.about))
            for act, person in waited.through("Reading", audit.acts(here, from_then), unit="acts")
        ]
        for done in searching.since(here, from_then):
            where = f"records {' '.join(map(str, done.records)) or 'none'}, {done.others} other places"
            about = f"{where}: {done.requested_by}: {done.why}"
            what = f"find-person {done.what}"
            acts.append((done.done_at, Did(done.done_at.isoformat(), "the server", None, what, about)))
    acts.sort(key=lambda act: (act[0], _who(act[1]), act[1].what, act[1].about))
    if as_json:
        answer([act for _, act in acts])
        return
    for at, act in acts:
        cells = (f"{at:%Y-%m-%d %H:%M}", _who(act), act.what, act.about)
        typer.echo("\t".join(inert(" ".join(cell.split())) for cell in cells))


def _who(act: "Did") -> str:
    return act.who if act.person is None else f"{act.who} ({act.person})"
