"""Let nobody have two members' accounts of one workspace by their address alone

Until now an account was joined to whoever had its e-mail address, also where that one was a member of the same
workspace by another account. No workspace has two members of one address, so one of the two was out of date, and the
address may have been given to somebody new. The account that was there first stays who it was. Each other one gets a
person of its own, without a past, and facilitators are asked whether they are one. Those whom a facilitator has joined
stay joined.

What two people share is kept with them from now on, so that nobody is asked about them once it has changed.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

PEOPLE = sa.table(
    "people",
    *(sa.column(name, sa.Integer) for name in ("id", "organisation_id")),
    *(sa.column(name, sa.String) for name in ("name", "email", "kind", "department", "role_group", "job_title")),
    *(sa.column(name, sa.Boolean) for name in ("active", "facilitates")),
    sa.column("sites", sa.JSON),
)
ACCOUNTS = sa.table(
    "accounts",
    *(sa.column(name, sa.Integer) for name in ("id", "workspace_id", "person_id")),
    sa.column("kind", sa.String),
    sa.column("active", sa.Boolean),
)
SHARED = sa.table(
    "shared_addresses",
    *(sa.column(name, sa.Integer) for name in ("organisation_id", "person_id", "other_id")),
    *(sa.column(name, sa.String) for name in ("phase", "address")),
)
AUDIT = sa.table("audit", sa.column("what", sa.String), sa.column("about", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("shared_addresses", table_kwargs={"sqlite_autoincrement": True}) as changed:
        changed.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("shared_addresses", table_kwargs={"sqlite_autoincrement": True}) as changed:
        changed.alter_column("address", server_default=None)
    database = op.get_bind()
    theirs = sa.select(PEOPLE.c.email).where(PEOPLE.c.id == SHARED.c.person_id).scalar_subquery()
    undecided = SHARED.c.phase.in_(("found", "asked"))
    database.execute(sa.update(SHARED).where(undecided).values(address=sa.func.coalesce(theirs, "")))
    for person, account in list(_second_accounts(database)):
        _part(database, person, account)


def _second_accounts(database: sa.Connection) -> Iterator[tuple[int, int]]:
    """Each account by which a member is one of a workspace once more, with its person."""
    joined = sa.select(AUDIT.c.about).where(AUDIT.c.what == "knowhow.join_people")
    decided = {int(about.split()[0]) for (about,) in database.execute(joined) if about}
    seen = set()
    members = sa.and_(ACCOUNTS.c.kind == "member", ACCOUNTS.c.active)
    for account in database.execute(sa.select(ACCOUNTS).where(members).order_by(ACCOUNTS.c.id)):
        home = account.person_id, account.workspace_id
        if home in seen and account.person_id not in decided:
            yield account.person_id, account.id
        seen.add(home)


def _part(database: sa.Connection, person: int, account: int) -> None:
    before = database.execute(sa.select(PEOPLE).where(PEOPLE.c.id == person)).one()
    here = {"organisation_id": before.organisation_id}
    blank = {"facilitates": False, "sites": [], "department": "", "role_group": "", "job_title": ""}
    alone = sa.insert(PEOPLE).values(**here, **blank, name=before.name, kind="member", active=True)
    other = database.execute(alone.returning(PEOPLE.c.id)).scalar_one()
    database.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(person_id=other))
    shares = {"person_id": person, "other_id": other, "phase": "found", "address": before.email or ""}
    database.execute(sa.insert(SHARED).values(**here, **shares))
