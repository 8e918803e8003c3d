"""Guided reviews: what is reviewed, who is asked, what they say, and what becomes of it.

What people answer is sealed until answers are shown: it is tied to its author by a digest alone, under a key that goes
with the sealed rows the moment they are copied. The copies are in no order that says anything, and know no author
unless names or roles were agreed on from the start.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, only_the_day


def _text() -> str:
    """Give a column for words of any length."""
    return Field(default="", sa_column=Column(Text, nullable=False))  # type: ignore[no-any-return]


class Review(SQLModel, table=True):
    """One review. `script` is the template that it began with; dates are local to `timezone`.

    `round`: which of the template's is being answered. `key`: seals answers, and is empty once they have been shown.
    `answered` of `asked` people had answered when a round closed, the last one counting. `circulated`: how often the
    summary was sent for agreement; `agree_by`: until when silence is no agreement yet. `follows_id`: the review before
    the event, of which this is the one after. `about`: what it is a review of, as `activity:id`. `learned_from`: ids of
    the library's records whose lessons its people were sent.

    `gone`: how many have left since the round began, of whom `gone_answered` took an answer along; both are 0 again
    once answers are shown. `consents`: how often those who answered were asked whether they may be shown although
    they are few; the last time they were `consent_of`, whoever runs the review left out.

    `open_to`: ids of those to whom all was said so far that is for whoever runs it, or who were let read it. `reading`:
    whether those who take part were `asked` to let a new facilitator read it, and it was `refused`.
    """

    __tablename__ = "reviews"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    facilitator_id: int = belongs("people")
    workspace_id: int = belongs("workspaces", index=False)
    phase: str = Field(index=True)
    template: str
    script: dict[str, object] = Field(default={}, sa_column=Column(JSON, nullable=False))
    round: int = 1
    title: str
    happened_on: date
    background: str = _text()
    channel: str = ""
    channel_name: str = ""
    also_workspace_id: int | None = Field(default=None, foreign_key="workspaces.id", ondelete="SET NULL")
    also_channel: str = ""
    also_channel_name: str = ""
    timezone: str
    due: date
    silence_days: int
    attribution: str
    visibility: str
    about: str = ""
    follows_id: int | None = Field(default=None, foreign_key="reviews.id", ondelete="SET NULL")
    learned_from: list[int] = listing()
    key: str = ""
    asked: int = 0
    answered: int = 0
    gone: int = 0
    gone_answered: int = 0
    consents: int = 0
    consent_of: int = 0
    open_to: list[int] = listing()
    reading: str = ""
    held_on: date | None = None
    circulated: int = 0
    agree_by: date | None = None
    on_hold: bool = False
    opened_at: datetime = only_the_day()


class ReviewDraft(SQLModel, table=True):
    """What the facilitator makes of the answers: `wordings` by question, `lessons`, and `actions` (see storage).

    `disagreement`: what not everybody agrees with, filed beside the summary. `by_id`: who words it.
    """

    __tablename__ = "review_drafts"
    __table_args__ = (UniqueConstraint("review_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    review_id: int = belongs("reviews")
    summary: str = _text()
    wordings: dict[str, str] = Field(default={}, sa_column=Column(JSON, nullable=False))
    lessons: list[str] = listing()
    actions: list[dict[str, object]] = listing()
    reference: str = ""
    disagreement: str = _text()
    by_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")


class ReviewMember(SQLModel, table=True):
    """Somebody's part in a review: `everyone`, or `host` and `visitors` where there is a host.

    `phase` is their word on the summary. `may_show`: too few have answered, and they have agreed to be shown all the
    same, among as many as `Review.consent_of`. `lets_read`: a new facilitator may read what was said before.
    `took_all_back`: they left before anything of theirs was shown. `since`: the round in which they were asked; what
    was said in earlier ones they read only where it is opened to them. Whether they have answered is written nowhere.
    """

    __tablename__ = "review_members"
    __table_args__ = (UniqueConstraint("review_id", "person_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    review_id: int = belongs("reviews")
    person_id: int = belongs("people")
    part: str = "everyone"
    phase: str
    may_show: bool = False
    lets_read: bool = False
    took_all_back: bool = False
    since: int = 1


class SealedAnswer(SQLModel, table=True):
    """An answer that nobody has been shown yet. `author` is a digest; see `storage.sealing.digest`. No time is kept."""

    __tablename__ = "sealed_answers"
    __table_args__ = (UniqueConstraint("review_id", "author", "question"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    review_id: int = belongs("reviews")
    author: str
    question: str
    text: str = _text()


class ShownAnswer(SQLModel, table=True):
    """An answer as all see it. Its author stands here only where names or roles are shown, or where it is a host’s.

    `open_to`: ids of those who were asked in a later round and whom its author lets read it too.
    """

    __tablename__ = "shown_answers"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    review_id: int = belongs("reviews")
    question: str
    text: str = _text()
    said_by: str = ""
    person_id: int | None = belongs("people", nullable=True)
    open_to: list[int] = listing()


class Suggestion(SQLModel, table=True):
    """A change to a summary that somebody asked for when it was circulated; by whom is kept nowhere.

    `said_to_id`: who ran the review then, and alone reads it unless it is opened to somebody else.
    """

    __tablename__ = "review_suggestions"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    review_id: int = belongs("reviews")
    circulation: int
    text: str = _text()
    said_to_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
