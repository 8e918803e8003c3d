"""Say to whom it was said what somebody answers, drafts and suggests in a review

What is stored already was said to whoever runs each review now. Whether somebody who has left took all back is not
known, so they are taken not to have.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("reviews") as changed:
        changed.add_column(sa.Column("open_to", sa.JSON(), nullable=False, server_default="[]"))
        changed.add_column(sa.Column("reading", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("review_members", table_kwargs={"sqlite_autoincrement": True}) as members:
        for name in ("lets_read", "took_all_back"):
            members.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for table, column in (("review_drafts", "by_id"), ("review_suggestions", "said_to_id")):
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as changed:
            changed.add_column(sa.Column(column, sa.Integer(), nullable=True))
            changed.create_foreign_key(f"fk_{table}_{column}", "people", [column], ["id"], ondelete="SET NULL")
        rows = sa.table(table, sa.column("review_id"), sa.column(column))
        reviews = sa.table("reviews", sa.column("id"), sa.column("facilitator_id"))
        whose = sa.select(reviews.c.facilitator_id).where(reviews.c.id == rows.c.review_id).scalar_subquery()
        op.execute(rows.update().values({column: whose}))
    connection = op.get_bind()
    reviews_now = sa.table("reviews", sa.column("id"), sa.column("facilitator_id"), sa.column("open_to", sa.JSON()))
    for review, facilitator in connection.execute(sa.select(reviews_now.c.id, reviews_now.c.facilitator_id)).all():
        opened = reviews_now.update().where(reviews_now.c.id == review).values(open_to=[facilitator])
        connection.execute(opened)
