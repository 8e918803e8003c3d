"""A large trial is introduced some pairs at a time, and whatever happens in between is put right."""

import pytest
from sqlmodel import select

from activities.coffee.draw import sending
from activities.coffee.trial.draw import groups_of
from storage.tables import Draw, Meeting
from tests.coffee.test_proposal import proposed
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("looks between two turns of the clock’s")

GROUPS_A_TURN = 2
PAIRS = 2 * GROUPS_A_TURN + 1


@pytest.fixture
def joined(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[Townsperson]:
    """Everybody in a trial whose pairs have begun to be introduced: the first of them have been."""
    monkeypatch.setattr(sending, "GROUPS_A_TURN", GROUPS_A_TURN)
    everybody = proposed(town, 2 * PAIRS)
    town.lee.shown = town.front.presses(town.lee.profile, town.lee.button("Send"))
    return everybody


def introduced(joined: list[Townsperson]) -> list[Townsperson]:
    return [person for person in joined if any("Hello" in page.text for page in person.told)]


def waiting(joined: list[Townsperson]) -> list[Townsperson]:
    return [person for person in joined if person not in introduced(joined)]


def draw(town: Town) -> Draw:
    with town.database.reading() as session:
        return session.exec(select(Draw)).one()


def partner(town: Town, of: Townsperson, joined: list[Townsperson]) -> Townsperson:
    """Who was drawn together with somebody."""
    with town.turn() as turn:
        ids = {turn.meet(person.profile).id: person for person in joined}
    mine = next(number for number, person in ids.items() if person is of)
    group = next(group["members"] for group in groups_of(draw(town)) if mine in group["members"])
    return ids[next(other for other in group if other != mine)]


def test_pairs_are_introduced_some_at_a_time(town: Town, joined: list[Townsperson]) -> None:
    town.lee.is_answered("They are being introduced just now.")
    reached = [len(introduced(joined))]
    while waiting(joined):
        assert town.waking.run_next()
        reached.append(len(introduced(joined)))
    assert reached == [2 * GROUPS_A_TURN, 4 * GROUPS_A_TURN, 4 * GROUPS_A_TURN + 2]
    town.settle()
    for person in joined:
        person.is_told("Hello")
    town.lee.types("/coffee pairs")
    town.lee.is_answered("They have been introduced.")


def test_whoever_leaves_before_they_are_introduced_never_is(town: Town, joined: list[Townsperson]) -> None:
    goes = waiting(joined)[0]
    stays = partner(town, goes, joined)
    goes.types("/coffee leave")
    goes.is_answered("You’ve left KNOWvember.")
    goes.is_not_told("Hello")
    stays.is_not_told("Hello")
    stays.is_told("because whoever I had found for you has left since")
    assert len(introduced(joined)) == 2 * PAIRS - 2


def test_nobody_who_has_yet_to_be_introduced_is_found_for_somebody_else(town: Town, joined: list[Townsperson]) -> None:
    first = introduced(joined)[0]
    first.presses("We know each other")
    assert len(introduced(joined)) == 2 * PAIRS - 2  # these two wait for somebody new, and everybody has a partner
    with town.database.reading() as session:
        assert len(session.exec(select(Meeting)).all()) == PAIRS


def test_a_trial_that_is_cancelled_meanwhile_introduces_nobody_more(town: Town, joined: list[Townsperson]) -> None:
    spared = waiting(joined)
    town.lee.types("/coffee cancel")
    town.lee.presses("Cancel the trial")
    for person in spared:
        person.is_not_told("Hello")
        person.is_told("KNOWvember has been cancelled")
    assert draw(town).phase == "sent"
