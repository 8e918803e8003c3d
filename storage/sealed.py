"""Answers that nobody may see yet, and showing them: all at once, in an order and without anything that says who.

An answer waits under a digest of its author's id, keyed with a secret of its review, so that its author alone can
change it. Showing copies what was said and destroys rows and key; whoever shows sees to it that the files keep no trace
(`Turn.erases`). See docs/decisions on anonymity.
"""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from random import Random
from typing import Protocol

from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import inbox
from storage.here import Here
from storage.prepared import finds_all
from storage.tables import Review, SealedAnswer, ShownAnswer


def of(session: Session, review: Review, person: int) -> dict[str, str]:
    """Map each question to what this person has answered so far; empty once answers have been shown."""
    return {row.question: row.text for row in _rows(session, review) if row.author == digest(review, person)}


def answer(session: Session, review: Review, person: int, question: str, text: str) -> None:
    """Keep what somebody says to a question, in place of what they said before; with no text, nothing."""
    mine = digest(review, person)
    said = next((row for row in _rows(session, review) if (row.author, row.question) == (mine, question)), None)
    if said is None:
        said = SealedAnswer(organisation_id=review.organisation_id, review_id=review.id, author=mine, question=question)
    said.text = text
    if text:
        session.add(said)
    elif said in session:
        session.delete(said)
    session.flush()


def authors(session: Session, review: Review, people: Sequence[int]) -> list[int]:
    """Return which of these people have answered anything."""
    digests = {row.author for row in _rows(session, review)}
    return [person for person in people if digest(review, person) in digests]


def take_back(session: Session, review: Review, person: int) -> None:
    """Delete everything that this person has answered."""
    for row in _rows(session, review):
        if row.author == digest(review, person):
            session.delete(row)
    session.flush()


def show(session: Session, review: Review, said_by: Mapping[str, tuple[str, int]], chance: Random) -> None:
    """Copy every sealed answer to where all see it, and destroy the sealed ones and their key.

    `said_by`: words and person, by the author's digest, where it may be said. Each question's answers are
    sorted before they are shuffled, so that not even somebody who knows the seed learns in which order they came, and
    shuffled by themselves, so that nobody can tell which answers to two questions are one person's.
    """
    sealed = _rows(session, review)
    for question in sorted({row.question for row in sealed}):
        rows = sorted((row for row in sealed if row.question == question), key=lambda row: row.text)
        chance.shuffle(rows)
        for row in rows:
            words, person = said_by.get(row.author, ("", None))
            session.add(
                ShownAnswer(
                    organisation_id=review.organisation_id,
                    review_id=review.id,
                    question=question,
                    text=row.text,
                    said_by=words,
                    person_id=person,
                )
            )
            session.flush()  # one by one, so that the ids follow this order and no other
    destroy(session, review)


def destroy(session: Session, review: Review) -> None:
    """Delete what is sealed and its key, shown or not."""
    session.exec(delete(SealedAnswer).where(col(SealedAnswer.review_id) == review.id))
    inbox.let_go_of_forms(session, review)
    review.key = ""
    session.flush()


@finds_all
def shown(session: Session, review: Review) -> SelectOfScalar[ShownAnswer]:
    """Return the answers that have been shown, in the order in which chance put them."""
    rows = select(ShownAnswer).where(ShownAnswer.review_id == review.id)
    return rows.order_by(col(ShownAnswer.id))


def anything(session: Session, review: Review) -> bool:
    """Say whether anybody has said anything yet, shown or not."""
    return bool(_rows(session, review) or shown(session, review))


@finds_all
def shown_by(here: Here, person: int) -> SelectOfScalar[ShownAnswer]:
    """Return the shown answers that say they are this person's."""
    rows = select(ShownAnswer).where(ShownAnswer.organisation_id == here.org, ShownAnswer.person_id == person)
    return rows.order_by(col(ShownAnswer.id))


def _rows(session: Session, review: Review) -> Sequence[SealedAnswer]:
    rows = select(SealedAnswer).where(SealedAnswer.review_id == review.id)
    return session.exec(rows.order_by(col(SealedAnswer.id))).all() if review.key else []


class Sealed(Protocol):
    """A row with answers under seal; `key` is empty once they have been shown."""

    id: int
    organisation_id: int
    key: str


def new_key() -> str:
    """Make a secret for one row: from the system, not from the turn's chance, which a known seed could repeat."""
    return secrets.token_hex(32)


def digest(sealed: Sealed, person: int) -> str:
    """Return what stands for a person among its answers: only with the key can anybody work it out."""
    said = f"{sealed.organisation_id} {sealed.id} {person}"
    return hmac.new(bytes.fromhex(sealed.key), said.encode(), "sha256").hexdigest()
