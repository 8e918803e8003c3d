"""Answer what is asked about everybody without reading everybody"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

LISTED = sa.text("staff_id IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_people_facilitates", "people", ["organisation_id", "facilitates"])
    op.create_index("ix_people_job_title", "people", ["organisation_id", sa.text("lower(job_title)")])
    op.create_index("ix_signups_job_title", "signups", ["trial_id", sa.text("lower(job_title)")])
    for name, said in (("department", "department"), ("sites", sa.text("CAST(sites AS TEXT)"))):
        op.create_index(
            f"ix_people_listed_{name}",
            "people",
            ["organisation_id", said],
            sqlite_where=LISTED,
            postgresql_where=LISTED,
        )
