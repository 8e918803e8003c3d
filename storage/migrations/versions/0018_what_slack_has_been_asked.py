"""Keep what has lately been used of a platform's limits"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.add_column(sa.Column("used", sa.JSON(), nullable=True))
