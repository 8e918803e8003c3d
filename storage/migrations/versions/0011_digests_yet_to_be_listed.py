"""Keep the digests of those who were forgotten until their list has them"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "unlisted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_unlisted_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlisted")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("unlisted", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlisted_organisation_id"), ["organisation_id"], unique=False)
