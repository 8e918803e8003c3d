"""Count what many who leave at once leave behind, so that facilitators hear of it together"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    with op.batch_alter_table("vanishings", table_kwargs={"sqlite_autoincrement": True}) as vanishings:
        vanishings.add_column(sa.Column("let_go", sa.Integer(), nullable=False, server_default="0"))
        vanishings.add_column(sa.Column("left_open", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("vanishings", table_kwargs={"sqlite_autoincrement": True}) as vanishings:
        vanishings.alter_column("let_go", server_default=None)
        vanishings.alter_column("left_open", server_default=None)
