"""Know which forms have taken effect"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "form_claims",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("cafe_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cafe_id"], ["cafes.id"], name=op.f("fk_form_claims_cafe_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_form_claims_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_form_claims_review_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "digest", name=op.f("pk_form_claims")),
        sqlite_with_rowid=False,
    )
    for column in ("cafe_id", "day", "review_id"):
        op.create_index(op.f(f"ix_form_claims_{column}"), "form_claims", [column])
