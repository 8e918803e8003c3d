"""`knowhow audit`: what facilitators did, for those who have to answer for it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.days import WAYS
from bot.faults.endings import NO_DATABASE_YET, fail, settings_or_end, usable_database


def audit_command(
    since: Annotated[
        datetime | None,
        typer.Option(formats=WAYS, metavar="YYYY-MM-DD", help="Only from this day on."),
    ] = None,
) -> None:
    """List what facilitators did, oldest first.

    One line each, with tabs between: when (UTC), who, what, and the id of what it was about. Never its content.
    Whoever has been forgotten is listed by number.
    """
    settings = settings_or_end()
    from activities.kit.table import inert
    from storage import audit
    from storage.database import Database
    from storage.naming import searching
    from storage.schema import prepare
    from storage.wakes import THE_BEGINNING

    from_then = since.replace(tzinfo=UTC) if since else THE_BEGINNING
    with usable_database():
        database = Database(settings.database_url.get_secret_value())
        if not database.may_be_there():
            fail(NO_DATABASE_YET)
        prepare(database)
        with database.reading() as session:
            lines = [
                (act.done_at, f"{person.name} ({person.id})", act.what, act.about)
                for act, person in audit.acts(session, from_then)
            ]
            for done in searching.since(session, from_then):
                where = f"records {' '.join(map(str, done.records)) or 'none'}, {done.others} other places"
                lines.append(
                    (
                        done.done_at,
                        "the server",
                        f"find-person {done.what}",
                        f"{where}: {done.requested_by}: {done.why}",
                    )
                )
            for at, *said in sorted(lines):
                cells = (f"{at:%Y-%m-%d %H:%M}", *said)
                typer.echo("\t".join(inert(" ".join(cell.split())) for cell in cells))
        database.close()
