"""Announce in a channel of each of two platforms"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    for table in ("trials", "reviews", "cafes"):
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            batch.add_column(sa.Column("also_workspace_id", sa.Integer(), nullable=True))
            batch.add_column(sa.Column("also_channel", sa.String(), nullable=False, server_default=""))
            batch.add_column(sa.Column("also_channel_name", sa.String(), nullable=False, server_default=""))
            batch.create_foreign_key(
                op.f(f"fk_{table}_also_workspace_id"), "workspaces", ["also_workspace_id"], ["id"], ondelete="SET NULL"
            )
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            batch.alter_column("also_channel", server_default=None)
            batch.alter_column("also_channel_name", server_default=None)
