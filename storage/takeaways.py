"""What people take away from a café: sealed while it comes in, then shown once, together, in no order.

A takeaway waits under a digest of its author's id, keyed with a secret of its café, so that its author alone can change
it. Showing copies the words, what people take away apart from what they will do, and destroys digests and key; whoever
shows sees to it that the database's files keep no trace (`Turn.erases`).
"""

from collections.abc import Collection
from random import Random

from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import inbox
from storage.here import Here
from storage.prepared import finds_all
from storage.sealed import digest
from storage.tables import Cafe, ShownTakeaway, Takeaway

TOLD = "yours"
"""The first word of the key under which its author is told what they said, while it is sealed."""

TAKES_AWAY, WILL_DO = KINDS = ("takes_away", "will_do")
"""The two things that are asked, and `ShownTakeaway.kind`."""


def of(session: Session, cafe: Cafe, person: int) -> Takeaway | None:
    """Return what this person has said so far; `None` once it has been shown."""
    rows = select(Takeaway).where(Takeaway.cafe_id == cafe.id, Takeaway.author == digest(cafe, person))
    return session.exec(rows).one_or_none() if cafe.key else None


def keep(
    session: Session, cafe: Cafe, person: int, takes_away: str, will_do: str, *, share: str, remind: bool
) -> Takeaway | None:
    """Keep what somebody says, in place of what they said before; with no words, nothing. Gives back what is kept."""
    said = of(session, cafe, person) or Takeaway(
        organisation_id=cafe.organisation_id, cafe_id=cafe.id, author=digest(cafe, person)
    )
    said.takes_away, said.will_do, said.share, said.remind = takes_away, will_do, share, remind
    has_words = bool(takes_away or will_do)
    if has_words:
        session.add(said)
    elif said in session:
        session.delete(said)
    session.flush()
    return said if has_words else None


def take_back(session: Session, cafe: Cafe, person: int) -> None:
    """Delete what this person has said, as far as it can be told whose it is."""
    sealed = of(session, cafe, person)
    theirs = [sealed] if sealed else [row for row in shown(session, cafe) if row.person_id == person]
    for said in theirs:
        session.delete(said)
    session.flush()


def show(session: Session, cafe: Cafe, guests: Collection[int], fewest: int, chance: Random) -> list[int]:
    """Copy the words to where they are shown, and destroy what was sealed with its key.

    `guests`: the ids of all who may have said something; gives back those who want to be reminded, sorted. Where fewer
    than `fewest` besides the facilitator have said something without their name, that goes: among so few, words point
    to people.
    """
    authors = {digest(cafe, person): person for person in guests}
    rows = session.exec(select(Takeaway).where(Takeaway.cafe_id == cafe.id)).all()
    cafe.answered = len(rows)
    nameless = [row for row in rows if row.share != "by_name" and authors.get(row.author) != cafe.facilitator_id]
    kept = [row for row in rows if row.share == "by_name" or len(nameless) >= fewest]
    for kind in KINDS:
        _show(session, cafe, kind, [(getattr(row, kind), row.share, authors.get(row.author)) for row in kept], chance)
    session.exec(delete(Takeaway).where(col(Takeaway.cafe_id) == cafe.id))
    inbox.let_go_of_forms(session, cafe)
    cafe.key = ""
    session.flush()
    return sorted(authors[row.author] for row in rows if row.remind and row.author in authors)


def _show(session: Session, cafe: Cafe, kind: str, said: list[tuple[str, str, int | None]], chance: Random) -> None:
    """Show one kind of text, in an order of its own: nobody can tell which of both kinds are one person's."""
    texts = [(text, share, author if share == "by_name" else None) for text, share, author in said if text]
    # Sorted before they are shuffled, so that not even a known seed tells in which order they came.
    texts.sort(key=lambda one: (one[0], one[1], one[2] or 0))
    chance.shuffle(texts)
    for text, share, person in texts:
        session.add(
            ShownTakeaway(
                organisation_id=cafe.organisation_id,
                cafe_id=cafe.id,
                kind=kind,
                text=text,
                share=share,
                person_id=person,
            )
        )
        session.flush()  # one by one, so that the ids follow this order and no other


@finds_all
def shown(session: Session, cafe: Cafe) -> SelectOfScalar[ShownTakeaway]:
    """Return what has been shown, what people take away first, each kind in its order of chance."""
    rows = select(ShownTakeaway).where(ShownTakeaway.cafe_id == cafe.id)
    return rows.order_by(col(ShownTakeaway.kind), col(ShownTakeaway.id))


@finds_all
def by_name(here: Here, person: int) -> SelectOfScalar[ShownTakeaway]:
    """Return what has this person's name under it."""
    rows = select(ShownTakeaway).where(ShownTakeaway.organisation_id == here.org, ShownTakeaway.person_id == person)
    return rows.order_by(col(ShownTakeaway.id))
