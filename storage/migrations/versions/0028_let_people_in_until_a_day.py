"""Know who asked to be let in, and who employs those whom the staff list names as guests"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "admissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_admissions_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_admissions_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admissions")),
        sa.UniqueConstraint("account_id", name=op.f("uq_admissions_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_admissions_organisation_id"), "admissions", ["organisation_id"])
    op.create_index(op.f("ix_admissions_account_id"), "admissions", ["account_id"])
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("employer", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.alter_column("employer", server_default=None)
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
