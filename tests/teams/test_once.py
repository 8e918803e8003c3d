"""What somebody is answered and told alike stands in their own chat once, where they asked for it, and is kept true."""

import pytest

from activities.kit.wording import goes_on_below
from tests.cafe.round_the_tables import NOON, QUESTION, minutes_pass, plan
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_service import NOT_INSTALLED
from tests.review.looking_back import records_the_theatre_list
from tests.town import COFFEE, Town, Townsperson


@pytest.fixture
def front(teams: Town) -> TeamsFront:
    """The small Teams in which the town is."""
    assert isinstance(teams.front, TeamsFront)
    return teams.front


def stand(front: TeamsFront, person: Townsperson, text: str) -> list[int]:
    """In which places of somebody's own chat it stands, answered or told, counted from the end."""
    pages = front.own_chat(person.profile)
    return [place - len(pages) for place, page in enumerate(pages) if text in page.text]


def test_who_joins_in_their_own_chat_reads_once_that_they_are_in(teams: Town, front: TeamsFront) -> None:
    plan(teams)
    (ann,) = teams.people(1)
    ann.types("/cafe join")
    ann.is_answered("You’re in")
    assert len(stand(front, ann, "You’re in")) == 1


def test_who_joins_in_a_channel_reads_it_once_in_their_own_chat(teams: Town, front: TeamsFront) -> None:
    plan(teams)
    (ann,) = teams.people(1)
    ann.presses("Join")
    assert len(stand(front, ann, "You’re in")) == 1


def test_who_says_what_they_have_just_said_is_answered(teams: Town) -> None:
    plan(teams)
    (ann,) = teams.people(1)
    ann.types("/cafe join")
    ann.types("/cafe join")
    ann.is_answered("You’re in already")


def test_the_clock_comes_down_to_whoever_starts_the_cafe_and_goes_on_there(teams: Town, front: TeamsFront) -> None:
    plan(teams)
    for person in teams.people(4):
        person.types("/cafe join")
    teams.comes_to(NOON)
    teams.lee.types("/aar help")
    teams.lee.types("/cafe start")
    assert stand(front, teams.lee, f"{QUESTION} – the opening") == [-1]
    assert len(stand(front, teams.lee, goes_on_below().summary)) == 1
    minutes_pass(teams, 10)
    assert stand(front, teams.lee, f"{QUESTION} – round 1 of 3") == [-1]
    teams.lee.presses("Next round")
    assert stand(front, teams.lee, f"{QUESTION} – round 2 of 3") == [-1]


def test_a_review_stands_once_where_its_form_was_sent_and_comes_along_to_the_next(
    teams: Town, front: TeamsFront
) -> None:
    records_the_theatre_list(teams, teams.people(2))
    assert stand(front, teams.lee, "Theatre list: your desk") == [-1]
    teams.lee.presses("Write the summary")
    teams.lee.fills("review.summary", summary="The list ran very late.")
    assert stand(front, teams.lee, "The list ran very late.") == [-1]
    assert not stand(front, teams.lee, "The list ran late.")


def test_what_is_pressed_on_a_message_changes_that_message(teams: Town, front: TeamsFront) -> None:
    plan(teams)
    for person in teams.people(4):
        person.types("/cafe join")
    teams.comes_to(NOON)
    before = len(front.own_chat(teams.lee.profile))
    teams.lee.presses("Start")
    assert len(stand(front, teams.lee, f"{QUESTION} – the opening")) == 1
    assert len(front.own_chat(teams.lee.profile)) == before


def test_where_somebody_cannot_be_written_to_alone_they_are_told_so_in_the_channel(
    teams: Town, front: TeamsFront
) -> None:
    plan(teams)
    (ann,) = teams.people(1)
    front.reach.refuses(ann.profile, NOT_INSTALLED)
    ann.presses("Join")
    assert any("add Knowhow to your apps" in page.text for page in front.channel(COFFEE.id))
