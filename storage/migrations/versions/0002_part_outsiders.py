"""Part outsiders from members, and note people who share an address

Until now an account was joined to whoever had its e-mail address, though it was a guest's, a stranger's or a bot's, or
closed. Each of these gets a person of its own, without a past, and facilitators are told of the pair.
"""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PEOPLE = sa.table(
    "people",
    *(sa.column(name, sa.Integer) for name in ("id", "organisation_id")),
    *(sa.column(name, sa.String) for name in ("name", "kind", "email", "department", "role_group", "job_title")),
    *(sa.column(name, sa.Boolean) for name in ("active", "facilitates")),
    sa.column("sites", sa.JSON),
)
ACCOUNTS = sa.table(
    "accounts",
    *(sa.column(name, sa.Integer) for name in ("id", "organisation_id", "person_id")),
    sa.column("kind", sa.String),
    *(sa.column(name, sa.Boolean) for name in ("active", "is_admin")),
    sa.column("acted_at", sa.DateTime(timezone=True)),
)
SHARED = sa.table(
    "shared_addresses",
    *(sa.column(name, sa.Integer) for name in ("organisation_id", "person_id", "other_id")),
    sa.column("phase", sa.String),
)
ORGANISATIONS = sa.table("organisations", sa.column("id", sa.Integer), sa.column("appointed", sa.JSON))


def upgrade() -> None:
    _make_table()
    database = op.get_bind()
    accounts: dict[int, list[sa.Row[tuple[object, ...]]]] = {}
    for account in database.execute(sa.select(ACCOUNTS).order_by(ACCOUNTS.c.id)):
        accounts.setdefault(account.person_id, []).append(account)
    for person, theirs in accounts.items():
        members = [one for one in theirs if _is_members(one)]
        outsiders = [one for one in theirs if not _is_members(one)]
        for outsider in outsiders if members else outsiders[1:]:  # with no member, the first was who they are
            _part(database, person, outsider)
        if members:
            _becomes(database, person, "member", True)
        elif outsiders[0].kind != "member":
            _is_no_member(database, person, outsiders[0])
    no_members = sa.or_(ACCOUNTS.c.kind != "member", ACCOUNTS.c.active.is_(False))
    database.execute(sa.update(ACCOUNTS).where(no_members).values(is_admin=False))


def _make_table() -> None:
    op.create_table(
        "shared_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        *_belongs("organisation_id", "organisations.id"),
        *_belongs("person_id", "people.id"),
        *_belongs("other_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_addresses")),
        sa.UniqueConstraint("person_id", "other_id", name=op.f("uq_shared_addresses_person_id_other_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shared_addresses", schema=None) as batch_op:
        for column in ("organisation_id", "other_id", "person_id", "phase"):
            batch_op.create_index(batch_op.f(f"ix_shared_addresses_{column}"), [column], unique=False)


def _belongs(column: str, to: str) -> Sequence[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_shared_addresses_{column}")
    return [sa.ForeignKeyConstraint([column], [to], name=name, ondelete="CASCADE")]


def _is_members(account: sa.Row[tuple[object, ...]]) -> bool:
    return bool(account.active) and account.kind == "member"


def _part(database: sa.Connection, person: int, account: sa.Row[tuple[object, ...]]) -> None:
    here = {"organisation_id": account.organisation_id}
    blank = {"name": "", "facilitates": False, "sites": [], "department": "", "role_group": "", "job_title": ""}
    alone = sa.insert(PEOPLE).values(**here, **blank, kind=account.kind, active=account.active)
    other = database.execute(alone.returning(PEOPLE.c.id)).scalar_one()
    moved = sa.update(ACCOUNTS).where(ACCOUNTS.c.id == account.id).values(person_id=other, acted_at=None)
    database.execute(moved)
    database.execute(sa.insert(SHARED).values(**here, person_id=person, other_id=other, phase="parted"))


def _is_no_member(database: sa.Connection, person: int, account: sa.Row[tuple[object, ...]]) -> None:
    """An outsider facilitates nothing, and whom the settings mean by that address has yet to be appointed."""
    _becomes(database, person, account.kind, bool(account.active))
    row = database.execute(sa.select(PEOPLE).where(PEOPLE.c.id == person)).one()
    if not row.facilitates:
        return
    database.execute(sa.update(PEOPLE).where(PEOPLE.c.id == person).values(facilitates=False))
    used = sha256(f"{row.organisation_id} {row.email}".encode()).hexdigest()
    here = ORGANISATIONS.c.id == row.organisation_id
    appointed = database.execute(sa.select(ORGANISATIONS.c.appointed).where(here)).scalar_one()
    left = [digest for digest in appointed if digest != used]
    database.execute(sa.update(ORGANISATIONS).where(here).values(appointed=left))


def _becomes(database: sa.Connection, person: int, kind: object, active: bool) -> None:
    database.execute(sa.update(PEOPLE).where(PEOPLE.c.id == person).values(kind=kind, active=active))
