"""What happens when a café does not go as planned."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from storage import calendar
from storage.here import Here
from storage.tables import Cafe, Message, Record, ShownTakeaway, Takeaway
from tests.cafe.round_the_tables import NOON, QUESTION, minutes_pass, plan, the_cafe, under_way
from tests.town import COFFEE, LONDON, Town


def test_two_facilitators_who_press_next_at_once_move_on_once(town: Town) -> None:
    kim = town.person("Kim Keeper", facilitates=True)
    under_way(town, *town.people(8))
    kim.types("/cafe next")
    kim.is_answered("only just begun")
    first = town.lee.button("Begin round 1")
    minutes_pass(town, 3)
    town.lee.presses("Begin round 1")
    kim.presses_old(first)
    kim.is_answered("This has moved on since")
    assert the_cafe(town).step == 1


@pytest.mark.quick_through("teams")
def test_the_same_press_delivered_twice_moves_on_once(town: Town) -> None:
    under_way(town, *town.people(8))
    town.lee.presses("Begin round 1")
    town.lee.repeats()
    assert the_cafe(town).step == 1


def test_fewer_than_three_are_told_kindly_that_it_needs_more(town: Town) -> None:
    under_way(town, *town.people(2))
    town.lee.is_answered("needs three at least")
    assert the_cafe(town).phase == "waiting_to_start"


def test_a_cafe_that_nobody_starts_is_called_off_and_says_so(town: Town) -> None:
    [ann, *_] = joined = town.people(3)
    plan(town)
    for person in joined:
        person.types("/cafe join")
    town.comes_to(datetime(2026, 11, 5, 12, tzinfo=LONDON))
    ann.is_told("A reminder")
    town.comes_to(NOON)
    ann.is_told("The knowledge café starts at")
    minutes_pass(town, 60)
    ann.is_told("nobody started")
    town.lee.sees("nobody started")
    assert the_cafe(town).phase == "called_off"


def test_a_round_that_was_cut_short_is_nearly_over_no_more(town: Town) -> None:
    cafe = under_way(town, *town.people(8), rounds="1")
    town.lee.presses("Begin round 1")
    assert _nearly_over(town, cafe) is not None
    town.lee.presses("Begin the circle")
    assert _nearly_over(town, cafe) is None


def test_a_facilitator_who_vanishes_leaves_a_cafe_that_ends_by_itself(town: Town) -> None:
    [ann, *_] = joined = town.people(9)
    under_way(town, *joined)
    minutes_pass(town, 10 + 3 * 15 + 20)
    for number in (1, 2, 3):
        ann.is_told(f"Round {number} of 3")
    ann.is_told("has closed by itself")


def test_after_a_long_silence_of_the_bots_a_cafe_is_over_at_once(town: Town) -> None:
    [ann, *_] = joined = town.people(9)
    under_way(town, *joined)
    minutes_pass(town, 10)
    town.sleeps_until(NOON + timedelta(hours=5))
    ann.is_told("has closed by itself")
    ann.is_not_told("Round 2 of 3")


def test_a_cafe_outside_office_hours_is_held_up_by_nothing(town: Town) -> None:
    saturday = NOON + timedelta(days=1)
    plan(town, starts_at=saturday)
    for person in town.people(6):
        person.types("/cafe join")
    town.comes_to(saturday)
    town.lee.types("/cafe start")
    minutes_pass(town, 30)
    with town.database.reading() as session:
        told = session.exec(select(Message).where(Message.activity == "cafe")).all()
    assert [one.key for one in told if one.key.split(":")[0] in ("soon", "round", "two_minutes")]
    assert not [
        one.key for one in told if one.key.split(":")[0] in ("soon", "round", "two_minutes") and one.office_hours
    ]


def test_what_fewer_than_five_say_without_their_name_is_shown_to_nobody(town: Town) -> None:
    [ann, bo, cat] = joined = town.people(3)
    under_way(town, *joined)
    minutes_pass(town, 75)
    for person, share in ((ann, "no"), (bo, "yes"), (cat, "by_name")):
        person.presses("Say what you take away")
        person.fills("cafe.takeaway", takes_away=f"Words of {person.name}", share=share, remind="no")
    with town.database.reading() as session:
        assert all(str(ann.id) not in said.author.split() for said in session.exec(select(Takeaway)).all())
    town.lee.types("/cafe close")
    town.lee.is_answered("Words of Cat Northgate")
    town.lee.does_not_see("Words of Ann")
    town.lee.is_answered("3 of 3 said")
    with town.database.reading() as session:
        assert [said.text for said in session.exec(select(ShownTakeaway)).all()] == ["Words of Cat Northgate"]
        assert not session.exec(select(Takeaway)).all()


def test_what_is_for_the_facilitator_only_is_read_by_them_and_goes_no_further(town: Town) -> None:
    joined = town.people(6)
    under_way(town, *joined)
    minutes_pass(town, 75)
    for person in joined:
        person.presses("Say what you take away")
        share = "no" if person is joined[0] else "yes"
        person.fills("cafe.takeaway", takes_away=f"Words of {person.name}", share=share, remind="no")
    town.lee.types("/cafe close")
    town.lee.is_answered("Words of Ann Northgate for the facilitator only")
    town.lee.is_answered("stays here; the rest goes into the library when you file it")
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Quiet places help")
    with town.database.reading() as session:
        [record] = session.exec(select(Record)).all()
    assert sorted(quote["text"] for quote in record.quotes) == sorted(f"Words of {one.name}" for one in joined[1:])


@pytest.mark.quick_through("teams")
def test_it_can_be_called_off(town: Town) -> None:
    [ann, *_] = joined = town.people(3)
    plan(town)
    for person in joined:
        person.presses("Join", near=QUESTION)
    ann.types("/cafe join")
    ann.is_answered("You’re in already")
    town.lee.types("/cafe close")
    town.lee.presses("Call it off")
    ann.is_told("has been called off")


def test_somebody_reads_what_is_kept_and_is_forgotten(town: Town) -> None:
    [ann, *_] = joined = town.people(3)
    under_way(town, *joined)
    minutes_pass(town, 75)
    ann.presses("Say what you take away")
    ann.fills("cafe.takeaway", takes_away="Words of mine", share="by_name", remind="no")
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with town.database.reading() as session:
        assert not session.exec(select(Takeaway)).all()
        assert not session.exec(select(ShownTakeaway)).all()


@pytest.mark.quick_through("teams")
def test_wrong_answers_are_told_on_their_fields(town: Town) -> None:
    town.lee.types("/cafe new espresso")
    short = {"rounds": "2", "round_minutes": "10", "group_size": "4", "opening_minutes": "5", "circle_minutes": "10"}
    assert short.items() <= town.lee.sheet("cafe.cafe").values.items()
    town.lee.types("/cafe new")
    too_early = datetime(2026, 1, 1, tzinfo=LONDON)
    town.lee.fills("cafe.cafe", question="Why?", place="Here", channel=COFFEE, rounds="9", starts_at=too_early)
    town.lee.is_shown_errors(rounds="whole number from 1 to 6", starts_at="still to come")


def _nearly_over(town: Town, cafe: Cafe) -> datetime | None:
    with town.database.reading() as session:
        return calendar.due_of(Here(session, cafe.organisation_id), "cafe", "nearly_over", str(cafe.id))


def test_who_comes_in_the_last_round_is_promised_no_seat(town: Town) -> None:
    ann, *others, zoe = town.people(5)
    under_way(town, ann, *others, rounds="1", opening_minutes="0")
    zoe.types("/cafe join")
    zoe.is_answered("This is the last round, for which everybody is seated: listen in, and then come to the circle.")
    ann.types("/cafe join")
    ann.is_answered("You’re in already: the knowledge café")
    ann.does_not_see("You are seated from the next round on")
    minutes_pass(town, 15)
    zoe.is_told("Now all together, in one circle")


def test_a_cafe_is_not_started_on_another_day_by_a_slip(town: Town) -> None:
    plan(town)
    for person in town.people(4):
        person.types("/cafe join")
    town.lee.types("/cafe start")
    town.lee.is_answered("is planned for Friday 6 November at 12:00. Start it today all the same?")
    assert the_cafe(town).phase == "waiting_to_start"
    town.lee.presses("Start it now")
    town.lee.is_answered("the opening, until")
    town.lee.repeats()
    assert the_cafe(town).phase == "waiting_for_first_round"
