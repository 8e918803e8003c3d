"""Run by Alembic, on the connection that `storage.schema` hands it."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import storage.tables  # noqa: F401  (fills the metadata)
from storage.migrations import numbering
from storage.search import fulltext
from storage.tables.columns import Utc


def plain_types(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database, so that an old step needs none of today's code."""
    if kind == "type" and isinstance(thing, Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=plain_types,
    include_object=fulltext.is_a_models,
    on_version_apply=context.config.attributes.get("step_taken", ()),
)
with context.begin_transaction(), numbering.going_on(connection):
    context.run_migrations()
