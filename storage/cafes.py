"""Knowledge cafés, and who is in them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.tables import Cafe, CafeGuest, Person


def questions(session: Session, organisation: int) -> Sequence[tuple[int, str]]:
    """Every café's id and question."""
    rows = select(col(Cafe.id), Cafe.question).where(Cafe.organisation_id == organisation)
    return session.exec(rows).all()


def locked(session: Session, organisation: int, cafe: int) -> Cafe | None:
    """The café with this id in this organisation, as it stands now, locked until the transaction ends."""
    wanted = select(Cafe).where(Cafe.organisation_id == organisation, Cafe.id == cafe).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one_or_none()


def in_phases(session: Session, organisation: int, phases: Collection[str]) -> Sequence[Cafe]:
    """Cafés that wait for one of these, the earliest first."""
    wanted = select(Cafe).where(Cafe.organisation_id == organisation, col(Cafe.phase).in_(phases))
    return session.exec(wanted.order_by(col(Cafe.starts_at), col(Cafe.id))).all()


def joined_by(session: Session, organisation: int, person: int, phases: Collection[str]) -> Sequence[Cafe]:
    """The cafés in these phases that this person is in, the earliest first."""
    wanted = (
        select(Cafe)
        .join(CafeGuest, col(CafeGuest.cafe_id) == col(Cafe.id))
        .where(Cafe.organisation_id == organisation, col(Cafe.phase).in_(phases))
        .where(CafeGuest.person_id == person, CafeGuest.state == "in")
    )
    return session.exec(wanted.order_by(col(Cafe.starts_at), col(Cafe.id))).all()


def looked_after_by(session: Session, organisation: int, person: int) -> Sequence[Cafe]:
    """The cafés that this person opened, oldest first."""
    wanted = select(Cafe).where(Cafe.organisation_id == organisation, Cafe.facilitator_id == person)
    return session.exec(wanted.order_by(col(Cafe.id))).all()


def over_before(session: Session, organisation: int, then: datetime) -> Sequence[Cafe]:
    """Cafés that began, or were to begin, before a moment, and are not on hold; locked, oldest first."""
    wanted = select(Cafe).where(Cafe.organisation_id == organisation, Cafe.starts_at < then)
    return session.exec(wanted.where(col(Cafe.on_hold).is_(False)).order_by(col(Cafe.id)).with_for_update()).all()


# ---- guests ----------------------------------------------------------------------------------------------------------


def guest(session: Session, organisation: int, cafe: int, person: int) -> CafeGuest | None:
    """This person's place in a café, even if they have left it."""
    return session.exec(
        select(CafeGuest).where(
            CafeGuest.organisation_id == organisation, CafeGuest.cafe_id == cafe, CafeGuest.person_id == person
        )
    ).one_or_none()


def guests(session: Session, organisation: int, cafe: int) -> Sequence[Person]:
    """Everybody who is in a café, in the order in which they first joined."""
    rows = (
        select(Person)
        .join(CafeGuest, col(CafeGuest.person_id) == col(Person.id))
        .where(CafeGuest.organisation_id == organisation, CafeGuest.cafe_id == cafe, CafeGuest.state == "in")
    )
    return session.exec(rows.order_by(col(CafeGuest.id))).all()


def ever_guests(session: Session, organisation: int, cafe: int) -> Sequence[int]:
    """The ids of all who have ever joined a café, those who have left it too."""
    rows = select(CafeGuest.person_id).where(CafeGuest.organisation_id == organisation, CafeGuest.cafe_id == cafe)
    return session.exec(rows.order_by(col(CafeGuest.person_id))).all()


def count_guests(session: Session, organisation: int, cafe: int) -> int:
    """How many are in a café."""
    rows = select(func.count()).select_from(CafeGuest)
    rows = rows.where(CafeGuest.organisation_id == organisation, CafeGuest.cafe_id == cafe, CafeGuest.state == "in")
    return session.exec(rows).one()


def places_of(session: Session, organisation: int, person: int) -> Sequence[tuple[CafeGuest, Cafe]]:
    """Every place that this person ever had in a café, oldest first."""
    rows = (
        select(CafeGuest, Cafe)
        .join(Cafe, col(Cafe.id) == col(CafeGuest.cafe_id))
        .where(CafeGuest.organisation_id == organisation, CafeGuest.person_id == person)
    )
    return session.exec(rows.order_by(col(CafeGuest.id))).all()
