"""A café in a town: how one is planned, joined and gone through."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from activities.kit.events import Value
from storage.tables import Cafe
from tests.town import COFFEE, LONDON, Town, Townsperson

QUESTION = "What would make handover safer?"
NOON = datetime(2026, 11, 6, 12, tzinfo=LONDON)  # a Friday


def plan(town: Town, **values: Value) -> Cafe:
    """Lee plans a café of three rounds of 15 minutes, after 10 of opening and before 20 of circle."""
    town.lee.types("/cafe new")
    said: dict[str, Value] = {
        "question": QUESTION,
        "starts_at": NOON,
        "channel": COFFEE,
        "place": "Seminar room 2",
        "opening_minutes": "10",
        "circle_minutes": "20",
    }
    town.lee.fills("cafe.cafe", **{**said, **values})
    return the_cafe(town)


def under_way(town: Town, *joined: Townsperson, **values: Value) -> Cafe:
    """The same, joined by these people and started at noon."""
    plan(town, **values)
    for person in joined:
        person.types("/cafe join")
    town.comes_to(NOON)
    town.lee.types("/cafe start")
    return the_cafe(town)


def minutes_pass(town: Town, minutes: float) -> None:
    """So many minutes go by, wake by wake."""
    town.passes(timedelta(minutes=minutes))


def the_cafe(town: Town) -> Cafe:
    """The café as it stands now."""
    with town.database.reading() as session:
        return session.exec(select(Cafe).order_by(col(Cafe.id).desc())).first()  # type: ignore[return-value]
