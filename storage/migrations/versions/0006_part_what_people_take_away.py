"""Part what people take away from a café from what they will do, and both from their reminders.

What was shown in pairs is shown apart, in an order of chance, and so are the quotes of what was filed. A reminder keeps
no words, no title and no source; what was told of it is cut off from its digest, by which its words could be tried.
"""

from random import SystemRandom
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

CHANCE = SystemRandom()
KINDS = ("takes_away", "will_do")


def upgrade() -> None:
    op.create_table(
        "shown_takeaways",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cafe_id"], ["cafes.id"], name=op.f("fk_shown_takeaways_cafe_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_shown_takeaways_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_shown_takeaways_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_takeaways")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shown_takeaways", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_takeaways_cafe_id"), ["cafe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shown_takeaways_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shown_takeaways_person_id"), ["person_id"], unique=False)

    _part_what_is_shown(op.get_bind())
    _shuffle_what_is_filed(op.get_bind())
    _take_words_out_of_reminders(op.get_bind())
    op.execute("UPDATE organisations SET has_traces = true")

    op.execute("ALTER TABLE actions DROP COLUMN opened_at")
    _change_takeaways(op.get_bind())


def _change_takeaways(connection: sa.Connection) -> None:
    """SQLite does so by making the table again, and then must not begin to count ids anew."""
    is_sqlite = connection.dialect.name == "sqlite"
    counted = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'takeaways'")
    last = connection.execute(counted).scalar() if is_sqlite else None
    counts_on = {"sqlite_autoincrement": True}
    with op.batch_alter_table("takeaways", schema=None, table_kwargs=counts_on) as batch_op:
        # Whoever asked to be reminded of what is still sealed has a reminder already.
        batch_op.add_column(sa.Column("remind", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index(batch_op.f("ix_takeaways_person_id"))
        batch_op.drop_constraint(batch_op.f("fk_takeaways_person_id"), type_="foreignkey")
        batch_op.drop_column("person_id")
    with op.batch_alter_table("takeaways", schema=None, table_kwargs=counts_on) as batch_op:
        batch_op.alter_column("remind", server_default=None)
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'takeaways'"))
        connection.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('takeaways', :last)"), {"last": last}
        )


def _part_what_is_shown(connection: sa.Connection) -> None:
    columns = "takeaways.organisation_id, cafe_id, takes_away, will_do, share, person_id"
    shown = connection.execute(
        sa.text(f"SELECT {columns} FROM takeaways JOIN cafes ON cafes.id = cafe_id WHERE cafes.key = ''")  # noqa: S608
    ).mappings()
    texts = [
        {
            **{name: row[name] for name in ("organisation_id", "cafe_id", "share", "person_id")},
            "kind": kind,
            "text": row[kind],
        }
        for row in shown
        for kind in KINDS
        if row[kind]
    ]
    CHANCE.shuffle(texts)
    insert = sa.text(
        "INSERT INTO shown_takeaways (organisation_id, cafe_id, kind, text, share, person_id) "
        "VALUES (:organisation_id, :cafe_id, :kind, :text, :share, :person_id)"
    )
    for one in texts:  # one by one, so that the ids follow this order
        connection.execute(insert, one)
    connection.execute(sa.text("DELETE FROM takeaways WHERE cafe_id IN (SELECT id FROM cafes WHERE key = '')"))


def _shuffle_what_is_filed(connection: sa.Connection) -> None:
    """The two texts of one person stood side by side, in the record, its earlier revisions and the index."""
    records = sa.table("records", sa.column("id"), sa.column("activity"), sa.column("quotes", sa.JSON()))
    for number, quotes in connection.execute(
        sa.select(records.c.id, records.c.quotes).where(records.c.activity == "cafe")
    ).all():
        connection.execute(sa.update(records).where(records.c.id == number).values(quotes=_shuffled(quotes)))
        _shuffle_revisions(connection, number)
        connection.execute(sa.text("UPDATE record_texts SET edition = '' WHERE record_id = :id"), {"id": number})


def _shuffle_revisions(connection: sa.Connection, record: int) -> None:
    revisions = sa.table("record_revisions", sa.column("id"), sa.column("record_id"), sa.column("content", sa.JSON()))
    for number, content in connection.execute(
        sa.select(revisions.c.id, revisions.c.content).where(revisions.c.record_id == record)
    ).all():
        if quotes := content.get("quotes"):
            parted = {**content, "quotes": _shuffled(quotes)}
            connection.execute(sa.update(revisions).where(revisions.c.id == number).values(content=parted))


def _shuffled(quotes: list[Any]) -> list[Any]:
    return CHANCE.sample(quotes, len(quotes))


def _take_words_out_of_reminders(connection: sa.Connection) -> None:
    """What still waits to be sent of them has the words, and goes; so does what was told of those that have gone."""
    connection.execute(
        sa.text(
            "UPDATE actions SET text = '', title = '', came_from = '', outcome = '', asked_by_id = owner_id WHERE own"
        )
    )
    own = set(connection.execute(sa.text("SELECT id FROM actions WHERE own")).scalars())
    others = set(connection.execute(sa.text("SELECT id FROM actions WHERE NOT own")).scalars())
    for message, key, is_settled in connection.execute(
        sa.text("SELECT id, key, body IS NULL FROM messages WHERE activity = 'actions'")
    ).all():
        about, action, *_ = key.split(":")
        if about not in ("action", "reminder") or int(action) in others:
            continue
        if is_settled and int(action) in own:
            connection.execute(sa.text("UPDATE messages SET digest = '' WHERE id = :id"), {"id": message})
        else:
            connection.execute(sa.text("DELETE FROM parcels WHERE message_id = :id"), {"id": message})
            connection.execute(sa.text("DELETE FROM messages WHERE id = :id"), {"id": message})
