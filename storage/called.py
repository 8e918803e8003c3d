"""What people are called: by their platform and the staff list, and as they want to be, which goes before both."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select

from storage.here import Here
from storage.membership import are_members
from storage.naming.names import TITLES, without_brackets
from storage.prepared import finds_all
from storage.search.words import words
from storage.tables import AccountRow, Person, Workspace

_BEYOND_ASCII = "[^ -~]"
"""What is in a name that may be spelt in several ways, and so is compared here rather than by the database."""


def by_directory(person: Person) -> str:
    """Return what platform and staff list call somebody, whatever they want to be called."""
    return person.directory_name or person.name


def names_of(person: Person) -> Sequence[str]:
    """Return all that somebody is called here: as they want to be, and as platform and staff list have it."""
    return [name for name in (person.name, person.directory_name) if name]


def note(person: Person, name: str) -> None:
    """Keep what a platform or a staff list calls somebody; how they want to be called stays."""
    if person.directory_name:
        person.directory_name = name
    else:
        person.name = name


def choose(person: Person, name: str) -> None:
    """Let somebody be called as they want."""
    person.directory_name, person.name = by_directory(person), name


def take_back(person: Person) -> None:
    """Let somebody be called as platform and staff list have it."""
    person.directory_name, person.name = "", by_directory(person)


def goes_on(kept: Person, gone: Person) -> None:
    """Let somebody who is one with another be called as the other wants to be, unless they have said so themselves."""
    if gone.directory_name and not kept.directory_name:
        choose(kept, gone.name)


def plain(name: str) -> Sequence[str]:
    """Return a name as it is compared: order, case, accents, hyphens, titles and what is in brackets are no matter."""
    parts = [part for word in words(without_brackets(name)) for part in word.parts]
    return sorted(part for part in parts if part not in TITLES)


def is_in_one_alphabet(name: str) -> bool:
    """Say whether all letters are of one alphabet: those of different ones look alike, and are others."""
    return len({unicodedata.name(one, "").partition(" ")[0] for one in name if one.isalpha()}) <= 1


def is_anothers(here: Here, person: Person, name: str) -> bool:
    """Say whether anybody else who belongs here, or is waited for, is called so, by themselves or by a directory."""
    asked = plain(name)
    belongs = or_(are_members(), col(Person.leaving_since).is_not(None))
    others = select(Person.name, Person.directory_name).where(Person.organisation_id == here.org)
    fitting = or_(_may_be(col(Person.name), asked), _may_be(col(Person.directory_name), asked))
    found = here.session.exec(others.where(Person.id != person.id, belongs, fitting)).all()
    return any(asked == plain(one) for names in found for one in names)


def _may_be(name: Mapped[str], asked: Sequence[str]) -> ColumnElement[bool]:
    """Give a condition that leaves out nearly everybody, by letters that the database compares as we do."""
    has_them = [func.lower(name).like(f"%{'%'.join(part)}%") for part in asked]
    return or_(and_(*has_them), name.regexp_match(_BEYOND_ASCII))


@finds_all
def chosen_in(session: Session, at: Workspace) -> Select[str, str]:
    """Return the ids by which a platform calls those who want to be called otherwise, with what they want."""
    rows = select(AccountRow.user, Person.name).join(Person, col(Person.id) == col(AccountRow.person_id))
    return rows.where(AccountRow.workspace_id == at.id, col(AccountRow.active), Person.directory_name != "")
