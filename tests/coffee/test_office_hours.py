"""What the clock sends waits for office hours; what a person asks for goes at once, whatever runs in between."""

from sqlmodel import col, select

from storage.tables import Message
from tests.coffee.test_dates import at
from tests.town import Town


def waits(town: Town, about: str) -> set[bool]:
    """Whether the messages about this wait for office hours, each of them."""
    with town.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.key).startswith(f"{about}:"))).all()
        return {message.office_hours for message in told}


def test_the_clock_keeps_office_hours(town: Town) -> None:
    town.introduced(*town.people(2))
    assert waits(town, "closed") == waits(town, "introduction") == waits(town, "sent") == {True}


def test_a_facilitator_who_closes_at_night_is_answered_at_night(town: Town) -> None:
    town.trial(joined=town.people(2), approve="automatic")
    town.comes_to(at(3, 23))
    town.lee.types("/coffee close")
    assert waits(town, "introduction") == waits(town, "sent") == {False}


def test_who_leaves_at_night_wakes_no_facilitator_with_another_draw(town: Town) -> None:
    ann, *others = town.people(4)
    town.trial(joined=[ann, *others])
    town.comes_to(at(9, 23))
    ann.types("/coffee leave")
    assert waits(town, "place") == {False}
    assert waits(town, "draw") == {False, True}  # the old draw changes in place at once, and the new one can wait
