"""What people are called, and whether somebody else is called so."""

import pytest
from sqlmodel import Session

from storage import called, organisations
from storage.database import Database
from storage.here import Here
from storage.tables import Person


def named(session: Session, organisation: int, name: str, active: bool = True, chosen: str = "") -> Person:
    somebody = Person(organisation_id=organisation, name=name, active=active)
    if chosen:
        called.choose(somebody, chosen)
    session.add(somebody)
    session.flush()
    return somebody


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("Seán O'Neill-Smith", True),
        ("sean oneill smith", True),
        ("O’NEILL-SMITH, Sean", True),
        ("Prof. Sean O'Neill-Smith (Northgate)", True),
        ("Sean O'Neill", False),
        ("Sean O'Neill-Smyth", False),
        ("Jo 100%_Best", True),
        ("Jo 1000Best", False),
        ("Öykü Şahin", True),
        ("oyku sahin", True),
        ("Анна Петрова", True),
        ("Kit", True),
        ("Christopher Jones", True),
        ("Gone Away", False),
        ("Of Another", False),
    ],
)
def test_a_name_is_taken_however_it_is_written(database: Database, name: str, is_taken: bool) -> None:
    with database.writing() as session:
        here, elsewhere = (organisations.new(session, "Europe/London").id for _ in range(2))
        for one in ("Seán O'Neill-Smith", "Jo 100%_Best", "Öykü Şahin", "Анна Петрова"):
            named(session, here, one)
        named(session, here, "Christopher Jones", chosen="Kit")
        named(session, here, "Gone Away", active=False)
        named(session, elsewhere, "Of Another")
        me = named(session, here, name)
        assert called.is_anothers(Here(session, here), me, name) is is_taken
