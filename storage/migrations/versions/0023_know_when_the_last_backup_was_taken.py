"""Know when the last backup was taken"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("organisations", table_kwargs={"sqlite_autoincrement": True}) as organisations:
        organisations.add_column(sa.Column("backed_up_at", sa.DateTime(timezone=True), nullable=True))
