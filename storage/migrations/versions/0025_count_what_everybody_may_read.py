"""Count what everybody may read, record by record

Where the database does not keep the counts yet, it begins when all steps are taken: see `storage.tallies`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

KEPT_AMONG_SOME = sa.text("withdrawn_at IS NULL AND (phase <> 'filed' OR visibility NOT IN ('organisation', 'public'))")


def upgrade() -> None:
    op.create_table(
        "record_tallies",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_record_tallies_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "kind", "name", name=op.f("pk_record_tallies")),
    )
    op.create_index(
        "ix_records_kept",
        "records",
        ["organisation_id", "filed_by_id"],
        sqlite_where=KEPT_AMONG_SOME,
        postgresql_where=KEPT_AMONG_SOME,
    )
