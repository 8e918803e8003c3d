"""What somebody who was in a café finds about it in the file of all that is kept about them."""

from tests.cafe.round_the_tables import QUESTION, minutes_pass, the_cafe, under_way
from tests.privacy.test_mine import file_of
from tests.town import Town


def test_the_file_says_with_whom_i_sat_and_what_i_take_away_until_it_is_nobodys(town: Town) -> None:
    [ann, bo, *_] = people = town.people(9)
    under_way(town, *people)
    minutes_pass(town, 75)
    for person in people[:5]:
        person.presses("Say what you take away")
        person.fills("cafe.takeaway", takes_away=f"Words of {person.name}", will_do="", share="yes", remind="no")
    sealed = file_of(town, ann)
    tables = [table for tables in the_cafe(town).plan for table in tables if ann.id in table]
    for person in people:
        sat_together = any(person.id in table for table in tables) and person is not ann
        assert (person.name in sealed.partition("you sat with: ")[2].partition("\n")[0]) == sat_together
    assert f"your place in “{QUESTION}”" in sealed
    assert f"you take away: Words of {ann.name}" in sealed
    assert f"Words of {bo.name}" not in sealed
    assert f"you look after “{QUESTION}”" in file_of(town, town.lee)

    town.lee.types("/cafe close")
    assert f"Words of {ann.name}" not in file_of(town, ann), "shown together, nobody can tell whose it was"


def test_who_left_before_it_began_sat_with_nobody(town: Town) -> None:
    [ann, *others] = town.people(7)
    under_way(town, ann, *others)
    ann.types("/cafe leave")
    minutes_pass(town, 75)
    mine = file_of(town, ann)
    assert "state: left" in mine
    assert not [person.name for person in others if person.name in mine]
