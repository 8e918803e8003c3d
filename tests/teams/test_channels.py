"""What Teams tells of channels and teams, and what its refusals say: whoever runs what stands there hears once."""

import pytest

from tests.closed_channels import WARDS
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_service import GONE
from tests.town import COFFEE, Town


def front(town: Town) -> TeamsFront:
    assert isinstance(town.front, TeamsFront)
    return town.front


@pytest.mark.parametrize(
    ("closes", "opens", "said"),
    [
        ("teamArchived", "teamUnarchived", "has been archived"),
        ("teamDeleted", "teamRestored", "has been deleted"),
        ("channelDeleted", "channelRestored", "has been deleted"),
    ],
)
def test_it_is_heard_of_once_and_goes_on_when_it_is_back(teams: Town, closes: str, opens: str, said: str) -> None:
    (ann,) = teams.people(1)
    teams.trial()
    for _ in range(2):
        front(teams).happens(closes, COFFEE.id)
    teams.settle()
    teams.lee.is_told(said)
    teams.lee.is_not_told("nvite me")
    front(teams).happens(opens, COFFEE.id)
    ann.types("/coffee join")
    ann.fills("signup")
    teams.settle()
    teams.lee.is_told("I can write in coffee again")
    assert "1 person" in front(teams).channel(COFFEE.id)[0].text


def test_the_bot_is_taken_out_of_the_team_and_another_channel_is_chosen(teams: Town) -> None:
    teams.trial()
    front(teams).bot_is_in_no_team()
    teams.settle()
    teams.lee.is_told("Invite me there again")
    front(teams).is_in_the_team_again()
    teams.settle()
    teams.lee.is_told("I can write in coffee again")


def test_a_refusal_says_it_too_and_the_announcement_moves(teams: Town) -> None:
    (ann,) = teams.people(1)
    teams.trial()
    front(teams).closes(COFFEE.id, *GONE)
    ann.types("/coffee join")
    ann.fills("signup")
    teams.settle()
    teams.lee.is_told("#coffee can’t be found any more")
    front(teams).calls_channel(WARDS.id, WARDS.name)
    teams.lee.presses("Choose another channel")
    teams.lee.fills("coffee.channel", channel=WARDS)
    teams.settle()
    assert "1 person" in front(teams).channel(WARDS.id)[0].text


def test_the_new_name_of_a_channel_is_shown(teams: Town) -> None:
    teams.trial()
    front(teams).calls_channel(COFFEE.id, "espresso")
    front(teams).happens("channelRenamed", COFFEE.id)
    assert teams.the_trial().channel_name == "espresso"
    front(teams).calls_channel(COFFEE.id, "latte")
    front(teams).looks_at_channels()
    assert teams.the_trial().channel_name == "latte"


def test_an_archived_teams_channel_cannot_be_chosen(teams: Town) -> None:
    teams.trial()
    front(teams).happens("teamArchived")
    teams.lee.types("/coffee new")
    teams.lee.fills("trial", title="Second", channel=COFFEE, sites="Northgate")
    assert "it is archived" in str(teams.lee.shown)
