"""Let introduced mean that the introduction has arrived, and take it back where none did

The outbox knows what was delivered for as long as it keeps messages. Where it still has an introduction that has not
arrived with somebody, together with the others or alone, nobody was introduced by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

MEETINGS = sa.table("meetings", sa.column("id"), sa.column("introduced_at", sa.DateTime()))
MEMBERS = sa.table(
    "meeting_members", *map(sa.column, ("id", "meeting_id", "person_id")), sa.column("reached", sa.Boolean())
)
MESSAGES = sa.table("messages", *map(sa.column, ("id", "organisation_id", "activity", "key")))
PARCELS = sa.table("parcels", *map(sa.column, ("message_id", "reference")), sa.column("people", sa.JSON()))


def upgrade() -> None:
    with op.batch_alter_table("meetings", table_kwargs={"sqlite_autoincrement": True}) as meetings:
        meetings.alter_column("introduced_at", existing_type=sa.DateTime(timezone=True), nullable=True)
    with op.batch_alter_table("meeting_members", table_kwargs={"sqlite_autoincrement": True}) as members:
        members.add_column(sa.Column("reached", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("meeting_members", table_kwargs={"sqlite_autoincrement": True}) as members:
        members.alter_column("reached", server_default=None)
    _take_back()


def _take_back() -> None:
    """Of each meeting whose introduction the outbox still has: who has it, and whether all have."""
    connection = op.get_bind()
    reached: dict[int, set[int]] = {}
    told = sa.select(MESSAGES.c.key, PARCELS.c.people, PARCELS.c.reference)
    told = told.join_from(MESSAGES, PARCELS, PARCELS.c.message_id == MESSAGES.c.id)
    about = sa.or_(MESSAGES.c.key.like("introduction:%"), MESSAGES.c.key.like("introduction\\_alone:%", escape="\\"))
    for key, people, reference in connection.execute(told.where(MESSAGES.c.activity == "coffee", about)):
        having = reached.setdefault(int(key.split(":")[1]), set())
        having.update(people if reference else ())
    for meeting, having in reached.items():
        members = connection.execute(sa.select(MEMBERS).where(MEMBERS.c.meeting_id == meeting)).mappings().all()
        lacking = [member["id"] for member in members if member["person_id"] not in having]
        if lacking:
            connection.execute(MEMBERS.update().where(MEMBERS.c.id.in_(lacking)).values(reached=False))
            connection.execute(MEETINGS.update().where(MEETINGS.c.id == meeting).values(introduced_at=None))
