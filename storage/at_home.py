"""Who is at home in a database, asked before anybody moves in; whatever its version, and changing nothing."""

from sqlalchemy import inspect, text

from storage.database import Database


def workspaces(database: Database) -> set[tuple[str, str]]:
    """The workspaces in it, each as its platform and its tenant."""
    if not _has(database, "workspaces"):
        return set()
    with database.reading() as session:
        rows = session.connection().execute(text("SELECT platform, tenant FROM workspaces"))
        return {(row.platform, row.tenant) for row in rows}


def has_organisations(database: Database) -> bool:
    """Whether it is anybody's, though no workspace be known yet: a staff list may have come first."""
    if not _has(database, "organisations"):
        return False
    with database.reading() as session:
        return session.connection().execute(text("SELECT 1 FROM organisations LIMIT 1")).first() is not None


def _has(database: Database, table: str) -> bool:
    if not database.may_be_there():
        return False
    with database.reading() as session:
        return inspect(session.connection()).has_table(table)
