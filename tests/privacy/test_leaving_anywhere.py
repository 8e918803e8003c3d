"""Leaving for now, for good, and many at the same moment, on every kind of database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlmodel import col, select

from storage.tables import Act, Person, Vanishing
from tests.coffee.test_dates import at
from tests.town import Town, Townsperson

AWAY = "can’t be reached at present"
GONE = "can’t take part after all; it isn’t about you"


def still_waited_for(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [one.name for one in session.exec(select(Person).where(col(Person.leaving_since).is_not(None))).all()]


def test_somebody_is_away_and_back_and_then_leaves(anywhere: Town) -> None:
    ann, bo, cat, dan = anywhere.people(4)
    anywhere.introduced(ann, bo, cat, dan)
    ann.is_switched_off()
    [partner] = [one for one in (bo, cat, dan) if any(AWAY in page.text for page in one.told)]
    anywhere.lee.is_told("Somebody who takes part in something here can’t be reached at present")
    anywhere.lee.presses("Show who it is")
    anywhere.lee.is_answered(f"Ann Northgate {AWAY}")
    ann.is_switched_on()
    partner.is_told("Ann Northgate could not be reached for a while, and is back")
    anywhere.lee.is_told("Somebody who could not be reached for a while is back")
    assert still_waited_for(anywhere) == []

    ann.is_switched_off()
    anywhere.comes_to(at(10, 8, 59))
    partner.is_not_told(GONE)
    assert still_waited_for(anywhere) == [ann.name]
    anywhere.comes_to(at(10, 9))
    partner.is_told(f"Ann Northgate {GONE}")
    anywhere.lee.is_told("Somebody who could not be reached has not come back")
    assert still_waited_for(anywhere) == []


def vanish_at_once(town: Town, gone: list[Townsperson]) -> None:
    """The platform says it of all of them at the same moment, in as many turns."""
    closed = [replace(one.profile, active=False) for one in gone]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(town.front.hears_of, closed))
    town.settle()


def test_many_who_vanish_at_the_same_moment_are_one_question(anywhere: Town) -> None:
    everybody = anywhere.people(30)
    anywhere.introduced(*everybody[:4])
    with anywhere.turn() as turn:
        for person in everybody[4:]:
            turn.meet(person.profile)
    gone, left = [*everybody[:2], *everybody[10:20]], everybody[2:4]
    vanish_at_once(anywhere, gone)
    anywhere.lee.is_told("12 of 31 people can’t be reached any more")
    anywhere.comes_to(at(12, 12))
    assert len(still_waited_for(anywhere)) == 12
    for person in left:
        person.is_not_told(GONE)

    anywhere.lee.presses("Show the names")
    anywhere.lee.is_answered(everybody[10].name)
    with anywhere.database.reading() as session:
        assert [act.what for act in session.exec(select(Act).order_by(col(Act.id))).all()][-1] == "knowhow.who_are_away"
    for person in gone[:3]:
        person.is_switched_on()
    anywhere.lee.presses("They have left")
    anywhere.lee.is_answered("9 people are taken to have left")
    assert still_waited_for(anywhere) == []
    with anywhere.database.reading() as session:
        [asked] = session.exec(select(Vanishing)).all()
        assert (asked.number, asked.among, asked.phase) == (12, 31, "left")
    for person in left:
        person.is_not_told(GONE)
