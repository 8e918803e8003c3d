"""Records for dialogues: filed by people through the form, as they would be."""

from datetime import date

from sqlmodel import col, select

from activities.kit.events import Value
from storage.tables import Record
from tests.town import Town, Townsperson

FALLS: dict[str, Value] = {
    "title": "Falls at night on Ward 7",
    "activity": "review",
    "date": date(2026, 10, 5),
    "site": "Northgate",
    "topics": "falls; night shift",
    "lessons": "Agree before the night shift who answers which bell.\nPut the low bed by the door.",
    "summary": "Three falls in a week, all between two and four in the morning.",
    "actions": "Order two low beds; ward manager; 30/11/2026",
}
"""A review as somebody would file it."""


def files(person: Townsperson, **said: Value) -> int:
    """File a record with these answers in place of some; gives back its number."""
    person.types("/library new")
    person.fills("library.record", **{**FALLS, **said})
    person.is_answered("Filed.")
    return newest(person.town)


def newest(town: Town) -> int:
    """The number of the record that was filed last."""
    with town.database.reading() as session:
        found = session.exec(select(Record.id).order_by(col(Record.id).desc()).limit(1)).one()
    assert found is not None
    return found


def record(town: Town, number: int) -> Record:
    """A record as it stands."""
    with town.database.reading() as session:
        return session.get_one(Record, number)
