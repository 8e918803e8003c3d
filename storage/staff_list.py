"""The staff list: what it says of people, and of how the organisation is made up."""

from collections.abc import Mapping

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import people
from storage.here import Here
from storage.membership import is_member
from storage.prepared import finds_all, finds_one
from storage.tables import Person


def departments(here: Here) -> list[str]:
    """Return every department that the staff list names, sorted."""
    rows = select(Person.department).where(
        Person.organisation_id == here.org, col(Person.staff_id).is_not(None), Person.department != ""
    )
    return sorted(set(here.session.exec(rows).all()))


def sites(here: Here) -> list[str]:
    """Return every site that the staff list names, sorted."""
    rows = select(Person.sites).where(Person.organisation_id == here.org, col(Person.staff_id).is_not(None))
    return sorted({site for listed in here.session.exec(rows).all() for site in listed})


@finds_one
def by_staff_id(here: Here, staff_id: str) -> SelectOfScalar[Person]:
    """Return the person with this id on the staff list."""
    return select(Person).where(Person.organisation_id == here.org, Person.staff_id == staff_id)


@finds_all
def listed(here: Here) -> SelectOfScalar[Person]:
    """Return everybody whom the staff list names."""
    rows = select(Person).where(Person.organisation_id == here.org, col(Person.staff_id).is_not(None))
    return rows.order_by(col(Person.id))


def save(here: Here, staff_id: str, details: Mapping[str, object]) -> bool:
    """Add a row of the staff list, or bring it up to date. True if it is new.

    Somebody is found by their e-mail, which platforms verify, then by their id, which lists renumber. Whoever has an
    account keeps the name and e-mail that the platform gives them. Whoever is no member any more is not meant.

    `details`: `name`, `email`, `sites`, `department`, `role_group`, `job_title`.
    """
    email = details.get("email")
    listed = by_staff_id(here, staff_id)
    found = people.holder_of(here, email) if isinstance(email, str) and email else None
    for outsider in {one.id: one for one in (listed, found) if one and not _is_meant(one)}.values():
        people.give_up_address(here.session, outsider)
    listed, found = (one if one and _is_meant(one) else None for one in (listed, found))
    if listed and found and listed.id != found.id:
        listed.staff_id = None  # the id is somebody else's now
        here.session.flush()
    person = found or listed or Person(organisation_id=here.org)
    has_account = person in here.session and bool(people.accounts_of(here.session, person))
    own = {"email", *(["name"] if person.name else [])} if has_account else set()
    person.sqlmodel_update({key: value for key, value in details.items() if key not in own})
    person.staff_id = staff_id
    here.session.add(person)
    here.session.flush()
    return found is None and listed is None


def _is_meant(person: Person) -> bool:
    """Say whether a list can mean somebody: a member, or who cannot be reached for now and has not left."""
    return is_member(person) or person.leaving_since is not None
