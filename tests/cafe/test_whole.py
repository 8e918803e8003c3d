"""A café from its first form to its record in the library."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

from storage import records
from storage.here import Here
from storage.membership import Reader
from storage.search import similar
from tests.cafe.round_the_tables import QUESTION, minutes_pass, plan, the_cafe, under_way
from tests.town import Town


def test_a_cafe_with_seventeen_people_two_of_them_late_and_one_gone_early(town: Town) -> None:
    people = town.people(15)
    late = [town.person("Late Lou"), town.person("Late Lin")]
    cafe = under_way(town, *people)

    minutes_pass(town, 10)  # nobody presses: the opening is over by the clock
    for person in people:
        person.is_told("Round 1 of 3: table")
    for person in late:
        person.presses("Join", near=QUESTION)
        person.is_answered("You are seated from the next round on")
        person.is_not_told("Round 1 of 3")
    first = the_cafe(town).plan[0]
    people[0].types("/cafe leave")
    town.lee.presses("Next round")
    for person in (*people[1:], *late):
        person.is_told("Round 2 of 3: table")
    people[0].is_not_told("Round 2 of 3")
    minutes_pass(town, 13)
    late[0].is_told("Two minutes left in round 2")
    town.lee.presses("One more minute")
    minutes_pass(town, 2)
    assert the_cafe(town).step == 2, "there is one more minute"
    minutes_pass(town, 1)
    assert the_cafe(town).step == 3

    seated = the_cafe(town).plan
    assert seated[0] == first, "what was held changes no more"
    assert sorted(map(len, seated[0])) == [3, 4, 4, 4]
    assert {one for table in seated[1] for one in table} == {person.id for person in (*people[1:], *late)}
    met = Counter(frozenset(pair) for tables in seated for table in tables for pair in combinations(table, 2))
    assert max(met.values()) == 1, "nobody met anybody twice"

    town.lee.presses("Begin the circle")
    late[0].is_told("Now all together, in one circle")
    minutes_pass(town, 20)
    people[1].is_told("has closed by itself")
    for number, person in enumerate(people[1:8]):
        person.presses("Say what you take away")
        person.fills(
            "cafe.takeaway", takes_away=f"Handover needs quiet, {number}", will_do="Ring the ward", share="yes"
        )
        person.is_answered("I’ll ask you in a week")
    town.lee.is_not_told("Handover needs quiet")
    minutes_pass(town, 4 * 24 * 60)
    town.lee.is_told("Handover needs quiet")
    town.lee.sees("7 of 16 said what they take away")
    town.lee.does_not_see(people[1].name)
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Quiet places make handover safer\nRing before you come")
    town.lee.is_answered("is filed in the library")

    with town.database.reading() as session:
        record = records.came_from(Here(session, cafe.organisation_id), f"cafe:{cafe.id}")
        assert record is not None
        assert record.lessons == ["Quiet places make handover safer", "Ring before you come"]
        assert record.figures == {"joined": 16, "answered": 7, "rounds": 3}
        assert len(record.quotes) == 14
        assert all(not quote["said_by"] and not quote["person"] for quote in record.quotes)
        found = similar(session, Reader(cafe.organisation_id, None), "safer handover on the ward", 3)
        assert [one.id for one in found] == [record.id]
    plan(town, starts_at=town.now + timedelta(days=7))
    town.lee.is_answered("1 earlier record looks similar")
