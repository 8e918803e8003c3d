"""Let the few who answered a review agree to a number, and count whoever leaves one

Where they were being asked already, with the number as it was then, the review is closed once more, so that its
facilitator decides anew. Whoever has left a review that still takes answers is counted as gone from it.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COUNTS = ("gone", "gone_answered", "consents", "consent_of")


def upgrade() -> None:
    with op.batch_alter_table("reviews") as reviews:
        for name in COUNTS:
            reviews.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE reviews SET gone = (SELECT count(*) FROM review_members"
        " WHERE review_members.review_id = reviews.id AND review_members.phase = 'left') WHERE key <> ''"
    )
    _close_again()


def _close_again() -> None:
    asking = "SELECT id, organisation_id FROM reviews WHERE phase = 'waiting_for_consent'"
    connection = op.get_bind()
    wakes = sa.table(
        "wakes",
        *map(sa.column, ("organisation_id", "activity", "what", "subject", "prompted", "attempts", "reported")),
        sa.column("due_at", sa.DateTime(timezone=True)),
    )
    for review, organisation in connection.execute(sa.text(asking)).all():
        wake = {"organisation_id": organisation, "activity": "review", "what": "close", "subject": str(review)}
        now = {"due_at": datetime.now(UTC), "prompted": False, "attempts": 0, "reported": False}
        connection.execute(wakes.insert().values(**wake, **now))
    op.execute("UPDATE review_members SET may_show = false")
    op.execute("UPDATE reviews SET phase = 'waiting_for_answers' WHERE phase = 'waiting_for_consent'")
