"""What people take away from a café: sealed while it comes in, then shown once, together, in no order.

A takeaway waits under a digest of its author's id, keyed with a secret of its café, so that its author alone can change
it. Showing them forgets the digests and the key, and whose each is; whoever shows sees to it that the database's files
keep no trace (`Turn.erases`).
"""

from collections.abc import Sequence
from random import Random

from sqlmodel import Session, col, delete, select

from storage import claims
from storage.people import sure
from storage.sealing import digest
from storage.tables import Cafe, Takeaway


def of(session: Session, cafe: Cafe, person: int) -> Takeaway | None:
    """What this person has said so far; nothing once it has been shown."""
    rows = select(Takeaway).where(Takeaway.cafe_id == cafe.id, Takeaway.author == digest(cafe, person))
    return session.exec(rows).one_or_none() if cafe.key else None


def keep(session: Session, cafe: Cafe, person: int, takes_away: str, will_do: str, share: str) -> None:
    """Keep what somebody says, in place of what they said before; with no words, nothing."""
    said = of(session, cafe, person) or Takeaway(
        organisation_id=cafe.organisation_id, cafe_id=sure(cafe.id), author=digest(cafe, person)
    )
    said.takes_away, said.will_do, said.share = takes_away, will_do, share
    said.person_id = person if share == "by_name" else None
    if takes_away or will_do:
        session.add(said)
    elif said.id is not None:
        session.delete(said)
    session.flush()


def take_back(session: Session, cafe: Cafe, person: int) -> None:
    """Delete what this person has said, as far as it can be told whose it is."""
    sealed = of(session, cafe, person)
    for said in [sealed] if sealed else [row for row in shown(session, cafe) if row.person_id == person]:
        session.delete(said)
    session.flush()


def show(session: Session, cafe: Cafe, fewest: int, chance: Random) -> None:
    """Unseal them: each is written anew, in an order of chance, and nothing says any more whose it is.

    Where fewer than `fewest` have said something without their name, that goes: among so few, words point to people.
    """
    rows = session.exec(select(Takeaway).where(Takeaway.cafe_id == cafe.id)).all()
    cafe.answered = len(rows)
    nameless = sum(row.share != "by_name" for row in rows)
    kept = [row for row in rows if row.share == "by_name" or nameless >= fewest]
    # Sorted before it is shuffled, so that not even a known seed tells in which order they came.
    said = sorted((row.takes_away, row.will_do, row.share, row.person_id) for row in kept)
    chance.shuffle(said)
    session.exec(delete(Takeaway).where(col(Takeaway.cafe_id) == cafe.id))
    claims.let_go(session, cafe)
    cafe.key = ""
    for number, (takes_away, will_do, share, person) in enumerate(said):
        session.add(
            Takeaway(
                organisation_id=cafe.organisation_id,
                cafe_id=sure(cafe.id),
                author=f"shown {number}",
                takes_away=takes_away,
                will_do=will_do,
                share=share,
                person_id=person,
            )
        )
        session.flush()  # one by one, so that the ids follow this order and no other


def shown(session: Session, cafe: Cafe) -> Sequence[Takeaway]:
    """What has been shown, in the order of chance; nothing before."""
    rows = select(Takeaway).where(Takeaway.cafe_id == cafe.id).order_by(col(Takeaway.id))
    return [] if cafe.key else session.exec(rows).all()


def by_name(session: Session, organisation: int, person: int) -> Sequence[Takeaway]:
    """What has this person's name under it."""
    rows = select(Takeaway).where(Takeaway.organisation_id == organisation, Takeaway.person_id == person)
    return session.exec(rows.order_by(col(Takeaway.id))).all()
