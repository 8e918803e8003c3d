"""Find what stands on home pages, and what is newest, without reading everything"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

UNREAD = sa.text("phase <> 'filed'")
DATED = sa.text("review_on IS NOT NULL")
STILL_OPEN = sa.text("phase IN ('waiting_for_news', 'waiting_for_owner', 'waiting_to_be_done') AND NOT own")


def upgrade() -> None:
    op.create_index("ix_records_newest", "records", ["organisation_id", "happened_until", "id"])
    for name, table, columns, where in (
        ("ix_records_unread", "records", ["organisation_id", "phase", "filed_by_id"], UNREAD),
        ("ix_record_uses_unread", "record_uses", ["organisation_id", "phase"], UNREAD),
        ("ix_records_overdue", "records", ["organisation_id", "review_on"], DATED),
        ("ix_records_filed_overdue", "records", ["filed_by_id", "review_on"], DATED),
        ("ix_records_asked_overdue", "records", ["contact_id", "review_on"], DATED),
        ("ix_actions_open", "actions", ["organisation_id", "due", "id"], STILL_OPEN),
    ):
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
