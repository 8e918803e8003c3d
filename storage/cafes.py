"""Knowledge cafés, and who is in them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, finds_one, reads
from storage.tables import Cafe, CafeGuest, Person


@finds_all
def joined_by(here: Here, person: int, phases: Collection[str]) -> SelectOfScalar[Cafe]:
    """Return the cafés in these phases that this person is in, the earliest first."""
    wanted = (
        select(Cafe)
        .join(CafeGuest, col(CafeGuest.cafe_id) == col(Cafe.id))
        .where(Cafe.organisation_id == here.org, col(Cafe.phase).in_(phases))
        .where(CafeGuest.person_id == person, CafeGuest.state == "in")
    )
    return wanted.order_by(col(Cafe.starts_at), col(Cafe.id))


@finds_all
def over_before(here: Here, then: datetime) -> SelectOfScalar[Cafe]:
    """Return cafés that began, or were to begin, before a moment, and are not on hold; locked, oldest first."""
    wanted = select(Cafe).where(Cafe.organisation_id == here.org, Cafe.starts_at < then)
    return wanted.where(col(Cafe.on_hold).is_(False)).order_by(col(Cafe.id)).with_for_update()


# ---- guests ----------------------------------------------------------------------------------------------------------


@finds_one
def guest(here: Here, cafe: int, person: int) -> SelectOfScalar[CafeGuest]:
    """Return this person's place in a café, even if they have left it."""
    return select(CafeGuest).where(
        CafeGuest.organisation_id == here.org, CafeGuest.cafe_id == cafe, CafeGuest.person_id == person
    )


@finds_all
def guests(here: Here, cafe: int) -> SelectOfScalar[Person]:
    """Return everybody who is in a café, in the order in which they first joined."""
    rows = (
        select(Person)
        .join(CafeGuest, col(CafeGuest.person_id) == col(Person.id))
        .where(CafeGuest.organisation_id == here.org, CafeGuest.cafe_id == cafe, CafeGuest.state == "in")
    )
    return rows.order_by(col(CafeGuest.id))


@finds_all
def ever_guests(here: Here, cafe: int) -> SelectOfScalar[int]:
    """Return the ids of all who have ever joined a café, including those who have left it."""
    rows = select(CafeGuest.person_id).where(CafeGuest.organisation_id == here.org, CafeGuest.cafe_id == cafe)
    return rows.order_by(col(CafeGuest.person_id))


@reads
def count_guests(here: Here, cafe: int) -> SelectOfScalar[int]:
    """Count those who are in a café."""
    rows = select(func.count()).select_from(CafeGuest)
    return rows.where(CafeGuest.organisation_id == here.org, CafeGuest.cafe_id == cafe, CafeGuest.state == "in")


def count_guests_of(here: Here, cafes: Collection[int]) -> Mapping[int, int]:
    """Map each of these cafés in which there is anybody to how many there are."""
    return dict(_guests_by_cafe(here, cafes))


@finds_all
def _guests_by_cafe(here: Here, cafes: Collection[int]) -> Select[int, int]:
    rows = select(CafeGuest.cafe_id, func.count()).where(CafeGuest.organisation_id == here.org, CafeGuest.state == "in")
    return rows.where(col(CafeGuest.cafe_id).in_(cafes)).group_by(col(CafeGuest.cafe_id))


@finds_all
def places_of(here: Here, person: int) -> Select[CafeGuest, Cafe]:
    """Return every place that this person ever had in a café, oldest first."""
    rows = (
        select(CafeGuest, Cafe)
        .join(Cafe, col(Cafe.id) == col(CafeGuest.cafe_id))
        .where(CafeGuest.organisation_id == here.org, CafeGuest.person_id == person)
    )
    return rows.order_by(col(CafeGuest.id))
