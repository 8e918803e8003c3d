"""Somebody who cannot be written to: they are let be, the facilitator is told, and nobody waits for them."""

from datetime import datetime

import pytest

from activities.kit.cards import say
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_service import BLOCKED, DISABLED, GONE, NO_REASON, NOT_INSTALLED, Refusal
from tests.town import LONDON, Town, Townsperson

INTRODUCED = datetime(2026, 11, 9, 9, tzinfo=LONDON)
OF_A_PERSON = (
    pytest.param(BLOCKED, id=BLOCKED[1]),
    *(pytest.param(one, id=one[1], marks=pytest.mark.slow) for one in (NOT_INSTALLED, GONE)),
)
"""What one person is refused with; the table of codes takes them alike."""


@pytest.fixture
def front(teams: Town) -> TeamsFront:
    """The small Teams in which the town is."""
    assert isinstance(teams.front, TeamsFront)
    return teams.front


def told(people: list[Townsperson], text: str) -> list[Townsperson]:
    return [one for one in people if any(text in page.text for page in one.told)]


def tell(town: Town, person: Townsperson, words: str) -> None:
    """Something is told to somebody, whatever it may be about."""
    with town.turn() as turn:
        turn.tell(person.row(turn.session), say(words), (words,))
    town.settle()


@pytest.mark.parametrize("refusal", OF_A_PERSON)
def test_the_partner_of_somebody_out_of_reach_is_not_left_waiting(
    teams: Town, front: TeamsFront, refusal: Refusal
) -> None:
    *others, dan = teams.people(4)
    teams.trial(joined=[*others, dan], approve="automatic")
    front.reach.refuses(dan.profile, refusal)
    teams.comes_to(INTRODUCED)
    (partner,) = told(others, f"{dan.name}, whom you are to meet in KNOWvember, can’t be reached at present")
    teams.lee.is_told("Somebody who takes part in something here can’t be reached at present")
    assert told(others, "can’t take part") == []
    teams.has_waited()
    assert told(others, f"{dan.name} can’t take part after all; it isn’t about you") == [partner]
    partner.is_told("Nobody you could meet is free just now")
    assert told([one for one in others if one is not partner], "You’ve been matched") == [
        one for one in others if one is not partner
    ]


def test_they_are_let_be_until_they_write_themselves(teams: Town, front: TeamsFront) -> None:
    ann, bo, cat, dan = teams.people(4)
    teams.trial(joined=[ann, bo, cat, dan], approve="automatic")
    front.reach.refuses(dan.profile, BLOCKED)
    teams.comes_to(INTRODUCED)
    tried = front.reach.posts_to(dan.profile)
    front.lists_everybody()  # he is in the team all the while
    tell(teams, dan, "A word")
    assert front.reach.posts_to(dan.profile) == tried
    front.reach.refuses(dan.profile, None)
    dan.types("/coffee status")
    tell(teams, dan, "Another word")
    dan.is_told("A word")  # it has waited for him
    dan.is_told("Another word")


@pytest.mark.parametrize("refusal", OF_A_PERSON)
def test_a_refusal_that_is_over_in_the_night_ends_nothing(teams: Town, front: TeamsFront, refusal: Refusal) -> None:
    ann, dan = teams.people(2)
    teams.trial(joined=[ann, dan], approve="automatic")
    front.reach.refuses(dan.profile, refusal)
    teams.comes_to(INTRODUCED)
    ann.is_told("can’t be reached at present")
    teams.comes_to(datetime(2026, 11, 10, 3, tzinfo=LONDON))
    front.reach.refuses(dan.profile, None)
    dan.types("/coffee status")
    teams.comes_to(datetime(2026, 11, 10, 8, tzinfo=LONDON))
    dan.is_told("You’ve been matched")
    ann.is_told(f"{dan.name} could not be reached for a while, and is back")
    teams.comes_to(datetime(2026, 11, 11, 12, tzinfo=LONDON))
    ann.is_not_told("can’t take part")


def test_the_ways_to_write_to_each_other_come_before_what_is_only_good_to_know(teams: Town) -> None:
    ann, bo = teams.people(2)
    teams.introduced(ann, bo, note="A voucher waits in the library.")
    (introduction,) = [page.text for page in ann.told if "You’ve been matched" in page.text]
    lines = introduction.split("\n")
    assert (
        lines.index(f"Write to {bo.name}")
        < lines.index("Propose a time to meet")
        < lines.index("A voucher waits in the library.")
    )
    assert f"Write to {ann.name}" not in lines


def test_whose_chat_is_another_than_before_is_written_to_there(teams: Town, front: TeamsFront) -> None:
    (ann,) = teams.people(1)
    teams.trial(joined=[ann])
    tell(teams, ann, "A first word")
    ann.is_told("A first word")
    front.reach.refuses(ann.profile, GONE)
    tell(teams, ann, "A lost word")
    front.reach.adds_the_bot_anew(ann.profile)
    ann.types("/coffee status")
    tell(teams, ann, "Another word")
    ann.is_told("Another word")


@pytest.mark.parametrize(
    "refusal",
    [DISABLED, NO_REASON, BLOCKED],
    ids=["the tenant's", "nobody's", "each one's own"],
)
def test_a_refusal_of_everybody_ends_nothing_and_marks_nobody(teams: Town, front: TeamsFront, refusal: Refusal) -> None:
    joined = teams.people(4)
    teams.trial(joined=joined, approve="automatic")
    front.reach.refuses_everybody(refusal, calls=6)
    teams.comes_to(INTRODUCED)
    assert told(joined, "You’ve been matched") == joined
    assert told([*joined, teams.lee], "can’t take part") == told([*joined, teams.lee], "can’t write to") == []
