"""Keep the day alone of what people did, and no phase that says who suggested a change.

Moments become noon, in UTC, of their day. Where somebody had suggested a change, everybody's word on that summary is
open again, as it is from now on.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

DAYS = {
    "accounts": ("acted_at",),
    "inbox": ("taken_at",),
    "messages": ("told_at",),
    "feedback": ("given_at",),
    "trials": ("opened_at",),
    "reviews": ("opened_at",),
    "records": ("filed_at", "withdrawn_at"),
    "record_revisions": ("changed_at",),
    "record_uses": ("used_at",),
    "record_pulls": ("asked_at",),
}


def upgrade() -> None:
    for table, columns in DAYS.items():
        for column in columns:
            _keep_the_day(op.get_bind(), table, column)
    op.execute(
        "UPDATE review_members SET phase = 'waiting_for_word' WHERE phase IN ('agrees', 'objects') "
        "AND review_id IN (SELECT review_id FROM review_members WHERE phase = 'objects')"
    )
    op.execute("UPDATE organisations SET has_traces = true")


def _keep_the_day(connection: sa.Connection, table: str, column: str) -> None:
    moment = sa.column(column, sa.DateTime(timezone=True))
    rows = sa.table(table, moment)
    for kept in connection.execute(sa.select(moment).select_from(rows).where(moment.is_not(None)).distinct()).scalars():
        utc = kept.replace(tzinfo=UTC) if kept.tzinfo is None else kept.astimezone(UTC)
        noon = datetime(utc.year, utc.month, utc.day, 12, tzinfo=UTC)
        connection.execute(sa.update(rows).where(moment == kept).values({column: noon}))
