"""The library's records: what was learned, wherever it came from, who may read it, and what became of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, only, only_the_day

FILED = "filed"
"""The phase of what everybody reads who may; it waits for nothing."""

FOR_EVERYBODY = (
    "{row}.withdrawn_at IS NULL AND {row}.phase = 'filed' AND {row}.visibility IN ('organisation', 'public')"
)
"""When everybody may read a record, for what the database does by itself; `row` is what the record is called there."""

KEPT_AMONG_SOME = "withdrawn_at IS NULL AND (phase <> 'filed' OR visibility NOT IN ('organisation', 'public'))"
"""When only some may, who are few: an index has these alone, and is used where a query says the same to the letter."""

UNREAD = "phase <> 'filed'"
"""What waits for somebody to read it, or to go; as above, and of uses too."""


def _somebody() -> Any:
    """Give a column that names a person and is emptied when they go, so that the row stays."""
    return Field(
        default=None, sa_column=Column(ForeignKey("people.id", ondelete="SET NULL"), nullable=True, index=True)
    )


class Record(SQLModel, table=True):
    """One thing filed. `came_from` is `activity:id` and unique, so that filing twice files once.

    `lessons` are worded as advice to the next team. An action has `text`, `owner` in words and `due` (an ISO date, or
    empty). A quote has `text`, `said_by` as agreed, and `person`, the id of whoever said it, by which they can take it
    back; `attribution` says whose the rest is. `contact_id` is whom to ask; `contact` says it in words where that is
    nobody of ours.

    `visibility`: `participants` (those in `Participant`, and whoever filed it), `organisation`, or `public`, for which
    a facilitator has asked (`public_asked_by_id`) and another has agreed. From `review_on` on it is overdue. `digest`
    is of the row of a register that was imported last. A record with `withdrawn_at` is a tombstone: it says that there
    was one, and nothing of what stood in it.

    `phase`: `filed`; or, for words that raised a warning, `waiting_for_reading` by a facilitator or, sent back,
    `waiting_for_changes`, since the local date `waits_since`; or `going`, since whoever filed it by hand has been
    forgotten and others have reused it. Until it is filed nobody reads it but whoever filed it.
    """

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("organisation_id", "came_from"),
        # All that a search asks of a record, so that it need not be opened to be counted.
        Index(
            "ix_records_shelf",
            *("organisation_id", "id", "visibility", "withdrawn_at", "filed_by_id", "happened_until", "happened_from"),
            "phase",
        ),
        # What stands on home pages, and what is newest, is found by these, however many records there are.
        Index("ix_records_kept", "organisation_id", "filed_by_id", **only(KEPT_AMONG_SOME)),
        Index("ix_records_unread", "organisation_id", "phase", "filed_by_id", **only(UNREAD)),
        Index("ix_records_overdue", "organisation_id", "review_on", **only("review_on IS NOT NULL")),
        Index("ix_records_filed_overdue", "filed_by_id", "review_on", **only("review_on IS NOT NULL")),
        Index("ix_records_asked_overdue", "contact_id", "review_on", **only("review_on IS NOT NULL")),
        Index("ix_records_newest", "organisation_id", "happened_until", "id"),
    )

    id: int = identity()
    organisation_id: int = belongs("organisations", index=False)
    activity: str = Field(index=True)
    came_from: str
    title: str
    happened_from: date
    happened_until: date
    filed_at: datetime = only_the_day(index=True)
    filed_by_id: int | None = _somebody()
    visibility: str = "organisation"
    public_asked_by_id: int | None = _somebody()
    sites: list[str] = listing()
    topics: list[str] = listing()
    summary: str = Field(default="", sa_column=Column(Text, nullable=False))
    lessons: list[str] = listing()
    actions: list[dict[str, str]] = listing()
    figures: dict[str, object] = Field(default={}, sa_column=Column(JSON, nullable=False))
    quotes: list[dict[str, str]] = listing()
    attribution: str = ""
    licence: str = ""
    contact: str = ""
    contact_id: int | None = _somebody()
    review_on: date | None = None
    revision: int = 1
    digest: str = ""
    withdrawn_at: datetime | None = only_the_day(nullable=True)
    phase: str = FILED
    waits_since: date | None = None


class Participant(SQLModel, table=True):
    """Somebody who took part in what a record is about, and may read it whoever else may."""

    __tablename__ = "record_participants"

    record_id: int = Field(foreign_key="records.id", ondelete="CASCADE", primary_key=True)
    person_id: int = Field(foreign_key="people.id", ondelete="CASCADE", primary_key=True, index=True)
    organisation_id: int = belongs("organisations")


class Revision(SQLModel, table=True):
    """How a record stood before it was changed: `number` is the revision that this was, `content` its words."""

    __tablename__ = "record_revisions"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    record_id: int = belongs("records")
    number: int
    changed_at: datetime = only_the_day()
    changed_by_id: int | None = _somebody()
    content: dict[str, object] = Field(default={}, sa_column=Column(JSON, nullable=False))


class Use(SQLModel, table=True):
    """“I used this”: who reused a record, where, and what came of it. `lessons`: which of its lessons; none means all.

    Whoever asks to be forgotten takes their words out of it, and it still counts. `phase` and `waits_since`: as a
    record's; it counts meanwhile, and nobody reads its words but whoever wrote them.
    """

    __tablename__ = "record_uses"
    __table_args__ = (Index("ix_record_uses_unread", "organisation_id", "phase", **only(UNREAD)),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    record_id: int = belongs("records")
    person_id: int = belongs("people")
    used_at: datetime = only_the_day()
    used_in: str = ""
    adapted: str = Field(default="", sa_column=Column(Text, nullable=False))
    came_of_it: str = Field(default="", sa_column=Column(Text, nullable=False))
    did_not_work: str = Field(default="", sa_column=Column(Text, nullable=False))
    lessons: list[str] = listing()
    phase: str = FILED
    waits_since: date | None = None


class RecordText(SQLModel, table=True):
    """What can be found of a record, in tokens with spaces between them, by field: see `storage.search.indexing`.

    `edition`: by what rules. A database keeps its own full-text index of these rows: see `storage.search.fulltext`.
    """

    __tablename__ = "record_texts"

    record_id: int = Field(foreign_key="records.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = belongs("organisations")
    edition: str = Field(default="", index=True)
    title: str = Field(default="", sa_column=Column(Text, nullable=False))
    advice: str = Field(default="", sa_column=Column(Text, nullable=False))
    rest: str = Field(default="", sa_column=Column(Text, nullable=False))


class RecordTerm(SQLModel, table=True):
    """A term of some record that everybody may read, for guessing what a misspelt one was meant to be.

    `head` and `tail`: its first and its last two letters, one of which few mistakes leave alone.
    """

    __tablename__ = "record_terms"

    organisation_id: int = Field(foreign_key="organisations.id", ondelete="CASCADE", primary_key=True)
    term: str = Field(primary_key=True)
    head: str = Field(index=True)
    tail: str = Field(index=True)


class RecordTally(SQLModel, table=True):
    """How many records that everybody may read have one name; `kind`: of an activity, a topic or a site.

    The database keeps it: see `storage.tallies`. A name that no such record has any more is not there.
    """

    __tablename__ = "record_tallies"

    organisation_id: int = Field(foreign_key="organisations.id", ondelete="CASCADE", primary_key=True)
    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    records: int
