"""A question is put together once, and answered anew each time."""

from collections.abc import Collection

import pytest
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.database import Database
from storage.here import Here
from storage.prepared import finds_all, finds_first, finds_one, is_there, reads
from storage.tables import Organisation, Person

put_together: list[str] = []


@finds_one
def called(here: Here, name: str) -> SelectOfScalar[Person]:
    """Return whoever is called so."""
    put_together.append("called")
    return select(Person).where(Person.organisation_id == here.org, Person.name == name)


@finds_all
def among(here: Here, names: Collection[str], most: int = 9) -> SelectOfScalar[str]:
    return select(Person.name).where(col(Person.name).in_(names)).order_by(col(Person.name)).limit(most)


@finds_all
def beside(session: Session, other: Person) -> Select[str, str]:
    rows = select(Person.name, Organisation.name).join(
        Organisation, col(Organisation.id) == col(Person.organisation_id)
    )
    return rows.where(Person.organisation_id == other.organisation_id, Person.id != other.id)


@finds_first
def lowest(here: Here) -> SelectOfScalar[str]:
    return select(Person.name).where(Person.organisation_id == here.org).order_by(col(Person.name)).limit(1)


@reads
def number(here: Here, name: str) -> SelectOfScalar[int]:
    return select(Person.id).where(Person.organisation_id == here.org, Person.name == name)


@is_there
def knows(here: Here, name: str) -> SelectOfScalar[int]:
    return select(Person.id).where(Person.organisation_id == here.org, Person.name == name)


@pytest.fixture
def here(database: Database) -> Here:
    """Two organisations: Ann and Bo are in the one that is looked at, another Ann in the other."""
    with database.writing() as session:
        ours, theirs = Organisation(name="Northgate"), Organisation(name="Southfield")
        session.add_all([ours, theirs])
        session.flush()
        for home, name in ((ours, "Ann"), (ours, "Bo"), (theirs, "Ann")):
            session.add(Person(organisation_id=home.id, name=name))
        org = ours.id
    return Here(Session(database.engine, expire_on_commit=False), org)


def test_each_answer_is_of_its_own_values_though_the_question_is_put_together_once(here: Here) -> None:
    put_together.clear()
    ann, bo = called(here, "Ann"), called(here, name="Bo")
    assert ann is not None
    assert bo is not None
    assert (ann.name, bo.name, called(here, "Cat")) == ("Ann", "Bo", None)
    assert called(Here(here.session, here.org + 1), "Bo") is None
    assert len(put_together) <= 1
    assert called.__doc__ == "Return whoever is called so."


def test_it_takes_lists_defaults_and_attributes(here: Here) -> None:
    assert among(here, ["Ann", "Bo", "Cat"]) == ["Ann", "Ann", "Bo"]
    assert among(here, [], 2) == []
    assert among(here, {"Bo", "Ann"}, most=1) == ["Ann"]
    ann = called(here, "Ann")
    assert ann is not None
    assert [tuple(row) for row in beside(here.session, ann)] == [("Bo", "Northgate")]


def test_there_is_a_way_to_ask_for_one_for_the_first_for_a_value_and_whether_there_is_any(here: Here) -> None:
    bo = called(here, "Bo")
    assert bo is not None
    assert (lowest(here), number(here, "Bo"), knows(here, "Bo"), knows(here, "Cat")) == ("Ann", bo.id, True, False)


def test_what_would_never_be_equal_is_refused(here: Here) -> None:
    with pytest.raises(ValueError, match="nothing equals None"):
        called(here, None)  # type: ignore[arg-type]
