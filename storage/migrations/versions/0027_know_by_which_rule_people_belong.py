"""Know by which rule people belong

Until now whoever had a full account in the workspace or tenant did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

ACCOUNTS = sa.table("accounts", sa.column("kind", sa.String), sa.column("let_in_by", sa.JSON))


def upgrade() -> None:
    with op.batch_alter_table("accounts", table_kwargs={"sqlite_autoincrement": True}) as accounts:
        accounts.add_column(sa.Column("let_in_by", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("accounts", table_kwargs={"sqlite_autoincrement": True}) as accounts:
        accounts.alter_column("let_in_by", server_default=None)
    op.execute(ACCOUNTS.update().where(ACCOUNTS.c.kind == "member").values(let_in_by=["tenant"]))
