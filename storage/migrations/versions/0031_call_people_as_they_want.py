"""Call people as they want, and know how platform and staff list call them"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("directory_name", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.alter_column("directory_name", server_default=None)
    _keep_indexes_by_expressions()


def _keep_indexes_by_expressions() -> None:
    """Make those again that SQLite loses where a table is copied: Alembic reads no expressions."""
    here, listed = "people", sa.text("staff_id IS NOT NULL")
    title, sites = sa.text("lower(job_title)"), sa.text("CAST(sites AS TEXT)")
    op.create_index("ix_people_job_title", here, ["organisation_id", title], if_not_exists=True)
    op.create_index(
        "ix_people_listed_sites",
        here,
        ["organisation_id", sites],
        sqlite_where=listed,
        postgresql_where=listed,
        if_not_exists=True,
    )
