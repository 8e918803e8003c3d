"""The ledger of figures that have left: in a record, in a spreadsheet, or to another organisation."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all
from storage.tables import Departure


@finds_all
def of_thing(here: Here, thing: str) -> SelectOfScalar[Departure]:
    """Return all that has left about one thing, `activity:id`, the oldest first."""
    left = select(Departure).where(Departure.organisation_id == here.org, Departure.thing == thing)
    return left.order_by(col(Departure.id))


def note(here: Here, thing: str, document: str, left_on: date, cells: Mapping[str, int]) -> None:
    """Write down that these figures leave."""
    here.session.add(
        Departure(organisation_id=here.org, thing=thing, document=document, left_on=left_on, cells=dict(cells))
    )
    here.session.flush()


def forget(here: Here, thing: str) -> None:
    """Let go of what has left about a thing that is gone: nothing can be counted of it any more."""
    theirs = (col(Departure.organisation_id) == here.org, col(Departure.thing) == thing)
    here.session.exec(delete(Departure).where(*theirs))
