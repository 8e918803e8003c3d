"""Keep since when nobody in a workspace can be written to"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.add_column(sa.Column("away_since", sa.DateTime(timezone=True), nullable=True))
        workspaces.add_column(sa.Column("away_code", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.alter_column("away_code", server_default=None)
