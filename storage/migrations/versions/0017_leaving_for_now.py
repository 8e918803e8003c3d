"""Keep who cannot be reached for now, and many who went at once"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "vanishings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("among", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_vanishings_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vanishings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("vanishings") as vanishings:
        vanishings.create_index(op.f("ix_vanishings_organisation_id"), ["organisation_id"], unique=False)
    with op.batch_alter_table("accounts", table_kwargs={"sqlite_autoincrement": True}) as accounts:
        accounts.add_column(sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("accounts", table_kwargs={"sqlite_autoincrement": True}) as accounts:
        accounts.alter_column("refused", server_default=None)
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as people:
        people.add_column(sa.Column("leaving_since", sa.DateTime(timezone=True), nullable=True))
        people.add_column(sa.Column("vanished_id", sa.Integer(), nullable=True))
        people.create_index(op.f("ix_people_vanished_id"), ["vanished_id"], unique=False)
        people.create_foreign_key(
            op.f("fk_people_vanished_id"), "vanishings", ["vanished_id"], ["id"], ondelete="SET NULL"
        )
