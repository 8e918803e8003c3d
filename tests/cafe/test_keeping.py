"""How long a café is kept, and what is left of somebody who is forgotten while it goes on; on every database."""

from datetime import date, timedelta

from sqlmodel import SQLModel, col, func, select

from storage.tables import Act, Cafe, CafeGuest, Record, ShownTakeaway, Takeaway
from tests.cafe.round_the_tables import NOON, QUESTION, minutes_pass, plan, the_cafe, under_way
from tests.privacy.test_anywhere import everything
from tests.town import Town

OF_A_CAFE: tuple[type[SQLModel], ...] = (Cafe, CafeGuest, Takeaway, ShownTakeaway)
A_YEAR_LATER, THE_DAY_AFTER = date(2027, 11, 6), date(2027, 11, 7)


def is_over(town: Town) -> None:
    """A café in which five have said what they take away, shown to Lee."""
    joined = town.people(6)
    under_way(town, *joined)
    minutes_pass(town, 75)
    for person in joined[:5]:
        person.presses("Say what you take away")
        person.fills("cafe.takeaway", takes_away=f"Words of {person.name}", share="yes", remind="no")
    town.lee.types("/cafe close")


def rows(town: Town) -> list[int]:
    with town.database.reading() as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in OF_A_CAFE]


def test_a_year_after_it_a_cafe_goes_and_its_record_stays(anywhere: Town) -> None:
    is_over(anywhere)
    anywhere.lee.presses("File it in the library")
    anywhere.lee.fills("cafe.record", themes="Quiet places help")
    before = rows(anywhere)
    assert before == [1, 6, 0, 5]
    anywhere.comes_to(A_YEAR_LATER)
    assert rows(anywhere) == before
    anywhere.lee.is_not_told("nobody has filed it yet")
    anywhere.comes_to(THE_DAY_AFTER)
    assert rows(anywhere) == [0, 0, 0, 0]
    with anywhere.database.reading() as session:
        assert session.exec(select(Record)).one().title == QUESTION


def test_whoever_runs_a_cafe_that_nobody_filed_is_warned_once_before_it_goes(anywhere: Town) -> None:
    is_over(anywhere)
    anywhere.comes_to(date(2027, 10, 8))
    anywhere.lee.is_not_told("nobody has filed it yet")
    anywhere.comes_to(date(2027, 10, 20))
    anywhere.lee.is_told("will be deleted on Sunday 7 November, and nobody has filed it yet")
    anywhere.lee.presses("File it in the library", near="will be deleted")
    anywhere.lee.fills("cafe.record", themes="Quiet places help")
    anywhere.lee.is_answered("is filed in the library")


def test_a_cafe_on_hold_is_kept_until_it_is_released(anywhere: Town) -> None:
    is_over(anywhere)
    before = rows(anywhere)
    anywhere.lee.types("/cafe hold")
    anywhere.lee.is_answered("is kept until Sunday 7 November 2027")
    anywhere.lee.presses("Put on hold")
    anywhere.comes_to(date(2028, 3, 1))
    assert rows(anywhere) == before
    anywhere.lee.types("/cafe hold")
    anywhere.lee.presses("Release")
    anywhere.comes_to(date(2028, 3, 2))
    assert rows(anywhere) == [0, 0, 0, 0]


def test_what_a_facilitator_does_is_audited_and_nobody_else_does_it(anywhere: Town) -> None:
    [ann, *_] = joined = anywhere.people(4)
    under_way(anywhere, *joined)
    ann.presses_old(anywhere.lee.button("Begin round 1"))
    ann.is_answered("Only a facilitator can do that.")
    anywhere.lee.presses("Begin round 1")
    anywhere.lee.presses("Stop")
    with anywhere.database.reading() as session:
        acts = [(act.what, act.about) for act in session.exec(select(Act).order_by(col(Act.id))).all()]
    number = str(the_cafe(anywhere).id)
    assert [what for what, _ in acts] == ["cafe.cafe", "cafe.start", "cafe.next_step", "cafe.stop"]
    assert {about.partition(":")[0] for _, about in acts} == {number}


def test_somebody_who_is_forgotten_in_the_middle_of_a_round_is_seated_no_more(anywhere: Town) -> None:
    gone = anywhere.person("Annabel Quistgaard")
    others = anywhere.people(7)
    under_way(anywhere, gone, *others)
    anywhere.lee.presses("Begin round 1")
    anywhere.lee.presses("Who sits where")
    anywhere.lee.is_told("Annabel Quistgaard")
    number = gone.id
    gone.types("/knowhow forget me")
    gone.presses("Forget me")
    anywhere.settle()
    anywhere.lee.presses("Next round")
    seated = the_cafe(anywhere).plan
    assert number in {one for table in seated[0] for one in table}, "that they sat there stays, as a figure"
    assert number not in {one for tables in seated[1:] for table in tables for one in table}
    for person in others:
        person.is_told("Round 2 of 3")
    known = ("Annabel", str(gone.profile.email), gone.profile.account.user)
    assert [word for word in known if word in everything(anywhere)] == []


def test_a_facilitator_is_asked_every_so_many_weeks_whether_it_is_time_for_a_cafe(anywhere: Town) -> None:
    anywhere.lee.types("/cafe prompts")
    anywhere.lee.presses("Set a prompt")
    anywhere.lee.fills("cafe.prompt", on=date(2026, 11, 9), every="4")
    anywhere.comes_to(date(2026, 11, 9))
    anywhere.lee.is_told("Time for a café?")
    anywhere.lee.presses("Not this time")
    anywhere.lee.is_answered("That’s fine, nothing follows.")
    anywhere.comes_to(date(2026, 12, 7))
    anywhere.lee.presses("Start", near="Time for a café?")
    assert anywhere.lee.sheet("cafe.cafe").values["rounds"] == "3"
    plan(anywhere, starts_at=NOON + timedelta(days=42))
    assert the_cafe(anywhere).phase == "waiting_to_start"
