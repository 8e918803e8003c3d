"""What waits to be told to somebody follows the hours that they give."""

from datetime import datetime

import pytest
from sqlmodel import select

from activities.kit.cards import say
from storage import parcels
from storage.tables import Parcel
from tests.privacy.test_hours import NIGHTS
from tests.town import LONDON, Town

pytestmark = pytest.mark.engine_alone("looks at what waits to be sent")


def test_what_waits_already_follows_the_hours_that_somebody_gives(town: Town) -> None:
    ann = town.person("Ann Able")
    ann.types("/knowhow hours")
    ann.fills("knowhow.hours")  # known from now on
    with town.turn() as turn:
        me = ann.row(turn.session)
        turn.tell(me, say("from the clock"), ("clock", 1))
        turn.told[0].sorted = True
        kept = parcels.make(turn.session, turn.told[0], parcels.alone(me.id), None, [me.id]).id

    def waits_for() -> datetime | None:
        with town.database.reading() as session:
            return session.exec(select(Parcel.not_before).where(Parcel.id == kept)).one()

    ann.types("/knowhow hours")
    ann.presses("Change my hours")
    ann.fills("knowhow.hours", **NIGHTS)
    assert waits_for() == datetime(2026, 11, 2, 19, tzinfo=LONDON)
    ann.types("/knowhow hours off")
    assert waits_for() is None
