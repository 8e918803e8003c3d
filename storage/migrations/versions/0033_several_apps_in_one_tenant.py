"""Let several organisations each have their own app in one tenant

Which app a workspace has been of is not known here: the first bot that starts there says it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.add_column(sa.Column("app", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("workspaces", table_kwargs={"sqlite_autoincrement": True}) as workspaces:
        workspaces.alter_column("app", server_default=None)
        workspaces.drop_constraint("uq_workspaces_platform_tenant", type_="unique")
        workspaces.create_unique_constraint("uq_workspaces_platform_tenant_app", ["platform", "tenant", "app"])
    with op.batch_alter_table("accounts", table_kwargs={"sqlite_autoincrement": True}) as accounts:
        accounts.drop_index("ix_accounts_workspace_id")
        accounts.drop_constraint("uq_accounts_platform_tenant_user", type_="unique")
        accounts.create_unique_constraint("uq_accounts_workspace_id_user", ["workspace_id", "user"])
