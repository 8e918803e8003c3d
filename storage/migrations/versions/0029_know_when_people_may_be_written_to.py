"""Know when people may be written to, and until when a parcel waits for that"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("hours", sa.JSON(), nullable=True))
    with op.batch_alter_table("parcels", table_kwargs={"sqlite_autoincrement": True}) as parcels:
        parcels.add_column(sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
