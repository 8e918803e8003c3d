"""Keep in which round somebody was asked, and to whom an author has opened what was said before

When those were asked who take part already is not known: they are taken to have been there from the start.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    once = {"sqlite_autoincrement": True}
    with op.batch_alter_table("review_members", table_kwargs=once) as members:
        members.add_column(sa.Column("since", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("review_members", table_kwargs=once) as members:
        members.alter_column("since", server_default=None)
    with op.batch_alter_table("shown_answers", table_kwargs=once) as answers:
        answers.add_column(sa.Column("open_to", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("shown_answers", table_kwargs=once) as answers:
        answers.alter_column("open_to", server_default=None)
