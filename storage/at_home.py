"""Whose a database is, asked before a bot moves in: whatever the version of the tables, and changing nothing."""

from sqlalchemy import inspect, text

from storage.database import Database


def workspaces(database: Database) -> set[tuple[str, str]]:
    """Return the workspaces in a database, each as its platform and its tenant; none without such a table."""
    if not _has(database, "workspaces"):
        return set()
    with database.reading() as session:
        rows = session.connection().execute(text("SELECT platform, tenant FROM workspaces"))
        return {(row.platform, row.tenant) for row in rows}


def has_organisations(database: Database) -> bool:
    """Say whether a database belongs to an organisation, even without a workspace.

    A staff list may have come first.
    """
    if not _has(database, "organisations"):
        return False
    with database.reading() as session:
        return session.connection().execute(text("SELECT 1 FROM organisations LIMIT 1")).first() is not None


def _has(database: Database, table: str) -> bool:
    if not database.may_be_there():
        return False
    with database.reading() as session:
        return inspect(session.connection()).has_table(table)
