"""Let what raised a warning wait until a facilitator has read it.

What is there already has been read by whoever wanted to, and stays filed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SHELF = ("organisation_id", "id", "visibility", "withdrawn_at", "filed_by_id", "happened_until", "happened_from")


def upgrade() -> None:
    for table in ("records", "record_uses"):
        op.add_column(table, sa.Column("phase", sa.String(), nullable=False, server_default="filed"))
        op.add_column(table, sa.Column("waits_since", sa.Date(), nullable=True))
    op.drop_index("ix_records_shelf", "records")
    op.create_index("ix_records_shelf", "records", [*SHELF, "phase"])
