"""Know by what accounts and workspaces were called before, and to which organisation a workspace belongs"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    for table in ("accounts", "workspaces"):
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            batch.add_column(sa.Column("former", sa.JSON(), nullable=False, server_default="[]"))
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            batch.alter_column("former", server_default=None)
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("enterprise", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("enterprise", server_default=None)
