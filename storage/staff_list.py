"""The staff list: what it says of people, and of how the organisation is made up."""

import json
from collections.abc import Mapping

from sqlalchemy import SQLColumnExpression, Text, cast
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import called, likeness, people
from storage.here import Here
from storage.membership import are_members, is_member
from storage.prepared import finds_all, finds_one
from storage.tables import AccountRow, Person


def departments(here: Here) -> list[str]:
    """Return every department that the staff list names, sorted."""
    return sorted(_departments(here))


@finds_all
def _departments(here: Here) -> SelectOfScalar[str]:
    return _each_once(here, col(Person.department))


def sites(here: Here) -> list[str]:
    """Return every site that the staff list names, sorted."""
    return sorted({site for together in _sites(here) for site in json.loads(together)})


@finds_all
def _sites(here: Here) -> SelectOfScalar[str]:
    return _each_once(here, cast(Person.sites, Text))


def _each_once(here: Here, said: SQLColumnExpression[str]) -> SelectOfScalar[str]:
    """Return whatever the list says of anybody, each once: from one to the next, by the index of them.

    There are far fewer different ones than people, and to read what it says of everybody takes as long as the list is.
    """
    listed = (Person.organisation_id == here.org, col(Person.staff_id).is_not(None))
    found = select(func.min(said).label("one")).where(*listed, said > "").cte(recursive=True)
    following = select(func.min(said)).where(*listed, said > found.c.one).scalar_subquery()
    found = found.union_all(select(following).where(found.c.one.is_not(None)))
    return select(found.c.one).where(found.c.one.is_not(None))


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

    `details`: `name`, `email`, `sites`, `department`, `role_group`, `job_title`, `employer`; what is not among them
    stays as it is known.
    """
    if isinstance(title := details.get("job_title"), str):
        details = {**details, "job_title": one_line(title)}
    email = details.get("email")
    listed, found = _known_by(here, staff_id, email if isinstance(email, str) else None)
    for outsider in {one.id: one for one in (listed, found) if one and not _is_meant(one)}.values():
        people.give_up_address(here.session, outsider)
    listed, found = (one if one and _is_meant(one) else None for one in (listed, found))
    if listed and found and listed.id != found.id:
        listed.staff_id = None  # the id is somebody else's now
        here.session.flush()
    person = found or listed or Person(organisation_id=here.org)
    has_account = person in here.session and bool(people.accounts_of(here.session, person))
    own = {"email"} if has_account else set()
    person.sqlmodel_update({key: value for key, value in details.items() if key not in own | {"name"}})
    if isinstance(name := details.get("name"), str) and not (has_account and person.name):
        called.note(person, name)
    person.staff_id = staff_id
    here.session.add(person)
    here.session.flush()
    return found is None and listed is None


def meant(here: Here, staff_id: str, email: str | None) -> Person | None:
    """Return whom a row of the list means, as `save` finds them; `None` where it would be somebody new."""
    listed, found = _known_by(here, staff_id, email)
    return next((one for one in (found, listed) if one and _is_meant(one)), None)


def _known_by(here: Here, staff_id: str, email: str | None) -> tuple[Person | None, Person | None]:
    """Return who has this id, and who this address, whatever has become of them."""
    return by_staff_id(here, staff_id), people.holder_of(here, email) if email else None


@finds_all
def in_nothing(here: Here) -> SelectOfScalar[Person]:
    """Return members whom no list names, and of whom no platform knows."""
    has_account = select(AccountRow.id).where(AccountRow.person_id == Person.id).exists()
    rows = select(Person).where(Person.organisation_id == here.org, col(Person.staff_id).is_(None), are_members())
    return rows.where(col(Person.leaving_since).is_(None), ~has_account)


def is_only_listed(here: Here, person: Person) -> bool:
    """Say whether nothing is known of somebody but what a list says: they have no account, and no past."""
    return not people.accounts_of(here.session, person) and not likeness.has_past(here.session, person)


def one_line(title: str) -> str:
    """Return a job title as it is kept: by it people are compared who have the same."""
    return " ".join(title.split())


def _is_meant(person: Person) -> bool:
    """Say whether a list can mean somebody: a member, or who cannot be reached for now and has not left."""
    return is_member(person) or person.leaving_since is not None
