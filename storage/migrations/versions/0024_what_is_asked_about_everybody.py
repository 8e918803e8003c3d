"""Answer what is asked about everybody without reading everybody"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

PEOPLE = sa.table("people", sa.column("id", sa.Integer), sa.column("job_title", sa.String))

LISTED = sa.text("staff_id IS NOT NULL")


def upgrade() -> None:
    _write_titles_in_one_way()
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


def _write_titles_in_one_way() -> None:
    """Leave single spaces in job titles: what people had typed themselves was kept as it was."""
    here = op.get_bind()
    titles = here.execute(sa.select(PEOPLE).where(PEOPLE.c.job_title.like("%  %"))).all()
    for identity, title in titles:
        here.execute(PEOPLE.update().where(PEOPLE.c.id == identity).values(job_title=" ".join(title.split())))
