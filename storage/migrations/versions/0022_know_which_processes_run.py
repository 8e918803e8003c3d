"""Know which processes run on this database, and since when others seem to run"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_processes_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_processes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
        sa.UniqueConstraint("holder", name=op.f("uq_processes_holder")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_processes_organisation_id", "processes", ["organisation_id"])
    op.create_index("ix_processes_workspace_id", "processes", ["workspace_id"])
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.add_column(sa.Column("others_since", sa.DateTime(timezone=True), nullable=True))
