"""Keep what an organisation sets for itself, where a database is several organisations’"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

COLUMNS = ("members", "contact")


def upgrade() -> None:
    with op.batch_alter_table("organisations", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("organisations", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)
