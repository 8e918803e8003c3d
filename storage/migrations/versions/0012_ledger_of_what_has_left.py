"""Keep a ledger of the figures that have left, and withhold small ones in what was filed

What stands in the library of trials, reviews and cafés is held to what may be filed today: a count under five goes, and
one of which the rest of its whole is under five. What is left of it begins the ledger, so that later reports are held
against it.
"""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

WHOLES: dict[str, dict[str, tuple[str, ...]]] = {
    "coffee": {
        "introduced": ("signed_up",),
        "answered": ("introduced", "signed_up"),
        "strangers": ("answered", "introduced", "signed_up"),
        "again": ("answered", "introduced", "signed_up"),
    },
    "review": {"answered": ("asked",)},
    "cafe": {"answered": ("joined",)},
}
"""What each figure is a part of."""

COUNTS = {
    "coffee": ("signed_up", "introduced", "answered", "strangers", "again", "meetings"),
    "review": ("asked", "answered"),
    "cafe": ("answered",),
}
OUTCOMES = ("met", "fell_through", "did_not_meet", "not_known")
LABELS = {
    "Signed up": "signed_up",
    "Matched": "introduced",
    "Meetings that took place": "met",
    "Fell through": "fell_through",
    "Did not meet": "did_not_meet",
    "Not known": "not_known",
    "Gave feedback": "answered",
    "Had not known each other": "strangers",
    "Would do it again": "again",
}
LEAST = 5
PEOPLE = ("signed_up", "introduced", "answered")
BREAKDOWN = re.compile(r"[^:]+: (\d+) signed up, (\d+) matched, (\d+) gave feedback; ")

RECORDS = sa.table(
    "records",
    *map(sa.column, ("id", "organisation_id", "activity", "came_from", "summary")),
    sa.column("filed_at", sa.DateTime(timezone=True)),
    sa.column("figures", sa.JSON()),
)
REVISIONS = sa.table("record_revisions", sa.column("id"), sa.column("record_id"), sa.column("content", sa.JSON()))
DEPARTURES = sa.table(
    "departures",
    *map(sa.column, ("organisation_id", "thing", "document")),
    sa.column("left_on", sa.Date()),
    sa.column("cells", sa.JSON()),
)


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_departures_organisation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departures")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("departures") as departures:
        departures.create_index(op.f("ix_departures_organisation_id"), ["organisation_id"], unique=False)
        departures.create_index(op.f("ix_departures_thing"), ["thing"], unique=False)
    _withhold()


def _withhold() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(RECORDS).where(RECORDS.c.activity.in_(list(COUNTS)))).mappings().all():
        cells = _told(row["activity"], row["figures"] or {})
        mended = _mended(row["activity"], dict(row))
        connection.execute(RECORDS.update().where(RECORDS.c.id == row["id"]).values(**mended))
        earlier = sa.select(REVISIONS).where(REVISIONS.c.record_id == row["id"])
        for revision_row in connection.execute(earlier).mappings().all():
            content = {**revision_row["content"], **_mended(row["activity"], revision_row["content"])}
            connection.execute(REVISIONS.update().where(REVISIONS.c.id == revision_row["id"]).values(content=content))
        if cells:
            left = {"organisation_id": row["organisation_id"], "thing": row["came_from"], "document": "record"}
            connection.execute(DEPARTURES.insert().values(**left, left_on=row["filed_at"].date(), cells=cells))


def _mended(activity: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """A record's figures and its summary, or an earlier revision's, as far as they may stand."""
    figures: dict[str, Any] = content.get("figures") or {}
    told = _told(activity, figures)
    lines = str(content.get("summary") or "").splitlines()
    summary = "\n".join(line for line in lines if activity != "coffee" or _line_may_stand(line, told))
    return {"figures": _figures(activity, figures, told), "summary": summary}


def _line_may_stand(line: str, told: Mapping[str, int]) -> bool:
    """Whether this is no breakdown, or one that gives no count from one to four, by itself or with the totals."""
    found = BREAKDOWN.match(line)
    if found is None:
        return True
    counts = [int(number) for number in found.groups()]
    within = combinations(counts, 2)  # who signed up holds who was matched, and that who gave feedback
    of_all = ((told[name], part) for at, name in enumerate(PEOPLE) if name in told for part in counts[at:])
    return min(counts) >= LEAST and not any(0 < whole - part < LEAST for whole, part in (*within, *of_all))


def _told(activity: str, figures: dict[str, Any]) -> dict[str, int]:
    told = {name: figures[name] for name in COUNTS[activity] if isinstance(figures.get(name), int)}
    if activity == "cafe" and isinstance(figures.get("joined"), int):
        told["joined"] = figures["joined"]  # its channel has seen it
    told = {name: count for name, count in told.items() if count >= LEAST or name == "joined"}
    for part, wholes in WHOLES[activity].items():
        if any(0 < told[whole] - told[part] < LEAST for whole in wholes if part in told and whole in told):
            del told[part]
    outcomes = {name: figures[name] for name in OUTCOMES if isinstance(figures.get(name), int)}
    shown = {name: count for name, count in outcomes.items() if count >= LEAST} if "meetings" in told else {}
    while shown and 0 < told["meetings"] - sum(shown.values()) < LEAST:
        del shown[min(shown, key=lambda name: (shown[name], name))]
    return {**told, **shown}


def _figures(activity: str, figures: dict[str, Any], told: dict[str, int]) -> dict[str, Any]:
    counts = {*COUNTS[activity], *OUTCOMES}
    kept = {name: value for name, value in figures.items() if name not in counts} | told
    for breakdown in ("groups", "departments"):
        kept.pop(breakdown, None)  # they stand in the summary, in words
    if isinstance(figures.get("scores"), dict):
        kept["scores"] = {question: _scores(given) for question, given in figures["scores"].items()}
    if isinstance(figures.get("in_words"), list):
        kept["in_words"] = [
            [label, value if LABELS.get(label) in told and _denominator(label) in told else "withheld"]
            for label, value in figures["in_words"]
        ]
    return kept


def _scores(given: list[int]) -> list[int]:
    counts = {score: given.count(score) for score in given}
    told = {score: count for score, count in counts.items() if count >= LEAST}
    while told and 0 < len(given) - sum(told.values()) < LEAST:
        del told[min(told, key=lambda score: (told[score], score))]
    return [score for score in sorted(given) if score in told]


def _denominator(label: str) -> str:
    """The figure of which a line gives a share: with both, a percentage gives nothing away."""
    part = LABELS.get(label, "")
    if part in OUTCOMES:
        return "meetings"
    return {"signed_up": "signed_up", "introduced": "signed_up", "answered": "introduced"}.get(part, "answered")
