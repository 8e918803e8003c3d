"""A café on every kind of database, with people who act at the same moment and two bots that wake up at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from sqlmodel import select

from bot.engine.engine import Engine
from bot.engine.waking import Waking
from storage.tables import CafeGuest, Message, Takeaway
from tests.cafe.round_the_tables import NOON, QUESTION, minutes_pass, plan, the_cafe, under_way
from tests.coffee.test_anywhere import at_once
from tests.town import COFFEE, Town


def test_a_cafe_runs_to_what_people_take_away(anywhere: Town) -> None:
    joined = anywhere.people(9)
    under_way(anywhere, *joined)
    minutes_pass(anywhere, 75)
    for person in joined[:6]:
        person.presses("Say what you take away")
        person.fills("cafe.takeaway", takes_away=f"Words of {person.name}", share="yes", remind="no")
    anywhere.lee.types("/cafe close")
    anywhere.lee.is_answered("6 of 9 said what they take away")
    ids = {person.id for person in joined}
    seated = [{one for table in tables for one in table} for tables in the_cafe(anywhere).plan]
    assert seated == [ids, ids, ids]


def test_all_join_at_the_same_moment(anywhere: Town) -> None:
    people = anywhere.people(8)
    plan(anywhere)
    join = people[0].button("Join", near=QUESTION)
    at_once([partial(anywhere.front.presses, person.profile, join) for person in people])
    anywhere.settle()
    assert any("8 people so far" in page.text for page in anywhere.front.channel(COFFEE.id))
    with anywhere.database.reading() as session:
        assert len(session.exec(select(CafeGuest)).all()) == 8


def test_two_facilitators_and_somebody_who_leaves_act_at_the_same_moment(anywhere: Town) -> None:
    kim = anywhere.person("Kim Keeper", facilitates=True)
    [ann, *others] = joined = anywhere.people(8)
    under_way(anywhere, *joined)
    begin = anywhere.lee.button("Begin round 1")
    leave = ann.button("Leave")
    at_once(
        [
            partial(anywhere.front.presses, anywhere.lee.profile, begin),
            partial(anywhere.front.presses, kim.profile, begin),
            partial(anywhere.front.presses, ann.profile, leave),
        ]
    )
    anywhere.settle()
    cafe = the_cafe(anywhere)
    assert (cafe.step, cafe.told) == (1, 1)
    for person in others:
        person.is_told("Round 1 of 3")


def test_two_bots_that_find_a_round_due_at_once_begin_it_once(anywhere: Town) -> None:
    joined = anywhere.people(8)
    plan(anywhere)
    for person in joined:
        person.types("/cafe join")
    anywhere.comes_to(NOON)
    anywhere.lee.types("/cafe start")
    other = Waking(Engine(anywhere.database, list(anywhere.engine.activities.values()), anywhere.engine.rules))
    for minutes in (10, 15, 15):
        anywhere.stands_at(anywhere.now + timedelta(minutes=minutes))
        with ThreadPoolExecutor(2) as threads:
            for bot in [threads.submit(_wakes, waking) for waking in (anywhere.waking, other)]:
                bot.result()
        anywhere.settle()
    assert the_cafe(anywhere).step == 3
    with anywhere.database.reading() as session:
        told = [one.key for one in session.exec(select(Message)).all() if one.key.startswith("round:")]
        assert not session.exec(select(Takeaway)).all()
    assert len(told) == len(set(told)) == 3 * 8


def _wakes(waking: Waking) -> None:
    while waking.run_next():
        pass
