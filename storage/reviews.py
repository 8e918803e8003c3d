"""Guided reviews: finding them, who is asked, and how far they are."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage import facilitated
from storage.first_few import and_whole, first_few
from storage.here import Here
from storage.membership import are_members
from storage.prepared import finds_all, finds_one
from storage.tables import Person, Review, ReviewDraft, ReviewMember, Suggestion


class DraftedAction(TypedDict):
    """One of `ReviewDraft.actions`. `owner`: a person's id, or `None` where it is a `role` in words; `due`: ISO."""

    text: str
    owner: int | None
    role: str
    due: str


# ---- reviews ---------------------------------------------------------------------------------------------------------


@finds_all
def several(here: Here, ids: Collection[int]) -> SelectOfScalar[Review]:
    """Return the reviews with these ids in this organisation, oldest first."""
    rows = select(Review).where(Review.organisation_id == here.org, col(Review.id).in_(ids))
    return rows.order_by(col(Review.id))


@finds_all
def newest_first(here: Here) -> SelectOfScalar[Review]:
    """Return every review, whatever became of it."""
    wanted = select(Review).where(Review.organisation_id == here.org)
    return wanted.order_by(col(Review.id).desc())


def learned_from(here: Here, record: int) -> list[Review]:
    """Return the reviews whose people were sent lessons of this record, oldest first, locked."""
    rows = select(Review.id, Review.learned_from).where(Review.organisation_id == here.org).order_by(col(Review.id))
    sent = [review for review, records in here.session.exec(rows).all() if record in records]
    return [review for one in sent if (review := facilitated.locked(here, Review, one)) is not None]


@finds_all
def following(here: Here, review: int) -> SelectOfScalar[Review]:
    """Return the reviews after an event that follow this one, held before it, locked until the transaction ends."""
    wanted = select(Review).where(Review.organisation_id == here.org, Review.follows_id == review)
    return wanted.order_by(col(Review.id)).with_for_update()


@finds_all
def due_before(here: Here, day: date) -> SelectOfScalar[Review]:
    """Return reviews that were due before a day, oldest first, locked until the transaction ends."""
    wanted = select(Review).where(Review.organisation_id == here.org, Review.due < day)
    return wanted.order_by(col(Review.id)).with_for_update()


def draft(session: Session, review: Review) -> ReviewDraft:
    """Return what the facilitator has made of a review so far; make the draft on first sight."""
    found = session.exec(select(ReviewDraft).where(ReviewDraft.review_id == review.id)).one_or_none()
    if found is None:
        found = ReviewDraft(organisation_id=review.organisation_id, review_id=review.id)
        session.add(found)
        session.flush()
    return found


# ---- who is asked ----------------------------------------------------------------------------------------------------


@finds_one
def member(here: Here, review: int, person: int) -> SelectOfScalar[ReviewMember]:
    """Return this person's part in a review, even if they have left it."""
    return select(ReviewMember).where(
        ReviewMember.organisation_id == here.org,
        ReviewMember.review_id == review,
        ReviewMember.person_id == person,
    )


@finds_all
def members(here: Here, review: int, without: Collection[str] = ()) -> Select[ReviewMember, Person]:
    """Return everybody with a part in a review, by name. `without`: those in these phases are left out."""
    rows = (
        select(ReviewMember, Person)
        .join(Person, col(Person.id) == col(ReviewMember.person_id))
        .where(ReviewMember.organisation_id == here.org, ReviewMember.review_id == review)
        .where(col(ReviewMember.phase).not_in(without))
    )
    return rows.order_by(col(Person.name), col(Person.id))


@finds_all
def of_person(here: Here, person: int) -> Select[Review, ReviewMember]:
    """Return every review in which this person ever had a part, newest first."""
    rows = (
        select(Review, ReviewMember)
        .join(ReviewMember, col(ReviewMember.review_id) == col(Review.id))
        .where(Review.organisation_id == here.org, ReviewMember.person_id == person)
    )
    return rows.order_by(col(Review.id).desc())


@finds_all
def waiting_for(here: Here, person: int, phases: Collection[str]) -> Select[Review, ReviewMember]:
    """Return the reviews in these phases in which this person has a part and has not left it, newest first."""
    rows = (
        select(Review, ReviewMember)
        .join(ReviewMember, col(ReviewMember.review_id) == col(Review.id))
        .where(Review.organisation_id == here.org, ReviewMember.person_id == person, ReviewMember.phase != "left")
    )
    return rows.where(col(Review.phase).in_(phases)).order_by(col(Review.id).desc())


def newest_with(here: Here, person: int, phases: Collection[str], most: int) -> tuple[list[Review], int]:
    """Return the newest reviews in these phases in which somebody has a part, at most so many, and their number."""
    return and_whole(_newest_with(here, person, phases, most))


def newest_run_by(here: Here, person: int, phases: Collection[str], most: int) -> tuple[list[Review], int]:
    """Return the newest reviews in these phases that a facilitator runs, at most so many, and how many there are.

    Those are their own, and those whose facilitator has gone or facilitates no more: every facilitator runs these.
    """
    return and_whole(_newest_run_by(here, person, phases, most))


@finds_all
def _newest_with(here: Here, person: int, phases: Collection[str], most: int) -> Select[Review, int]:
    part = select(ReviewMember.review_id).where(ReviewMember.person_id == person, ReviewMember.phase != "left")
    return _newest(here, col(Review.id).in_(part), phases, most)


@finds_all
def _newest_run_by(here: Here, person: int, phases: Collection[str], most: int) -> Select[Review, int]:
    facilitators = select(Person.id).where(Person.organisation_id == here.org, col(Person.facilitates), are_members())
    runs = or_(col(Review.facilitator_id) == person, col(Review.facilitator_id).not_in(facilitators))
    return _newest(here, runs, phases, most)


def _newest(here: Here, which: ColumnElement[bool], phases: Collection[str], most: int) -> Select[Review, int]:
    newest_first = col(Review.id).desc()
    ids = select(col(Review.id)).where(Review.organisation_id == here.org, which, col(Review.phase).in_(phases))
    return first_few(Review, ids.order_by(newest_first), most, newest_first)


# ---- what they would change ------------------------------------------------------------------------------------------


def suggestions(here: Here, review: int, circulation: int, said_to: int | None = None) -> list[str]:
    """List what was to be changed when the summary went round this time, in the alphabet's order, which tells nothing.

    `said_to`: only what was said to this person.
    """
    rows = select(Suggestion.text).where(Suggestion.organisation_id == here.org, Suggestion.review_id == review)
    if said_to is not None:
        rows = rows.where(Suggestion.said_to_id == said_to)
    return sorted(here.session.exec(rows.where(Suggestion.circulation == circulation)).all())


def own_nothing(here: Here, person: int) -> None:
    """Let no drafted action be this person's any more; what is to be done stays."""
    mine = select(ReviewDraft).where(ReviewDraft.organisation_id == here.org)
    for found in here.session.exec(mine).all():
        if any(action["owner"] == person for action in found.actions):
            found.actions = [{**one, "owner": None} if one["owner"] == person else one for one in found.actions]
    here.session.flush()
