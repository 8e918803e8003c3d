"""A file in Teams: offered first, made when it is wanted, and given once and to nobody else."""

from tests.fronts.teams import TeamsFront
from tests.fronts.teams_service import Posted
from tests.town import Town


def front_of(town: Town) -> TeamsFront:
    assert isinstance(town.front, TeamsFront)
    return town.front


def offered_to_lee(town: Town) -> Posted:
    """What Lee asks for and is offered."""
    town.lee.types("/knowhow mine")
    return front_of(town).offers()[-1]


def test_a_file_is_given_once_to_who_agrees(teams: Town) -> None:
    offer = offered_to_lee(teams)
    front_of(teams).consents("U0LEE", offer, "accept", name="file")
    front_of(teams).consents("U0LEE", offer, "accept", name="again")
    assert list(front_of(teams).uploads) == ["file"]
    assert b"Lee Librarian" in front_of(teams).uploads["file"]
    assert offer.activity["attachments"][0]["contentType"].endswith("file.info")


def test_a_file_that_is_not_wanted_is_not_made(teams: Town) -> None:
    front_of(teams).consents("U0LEE", offered_to_lee(teams), "decline", name="file")
    assert not front_of(teams).uploads


def test_somebody_elses_file_is_not_given(teams: Town) -> None:
    ann = teams.person("Ann", facilitates=True)
    front_of(teams).consents(ann.profile.account.user, offered_to_lee(teams), "accept", name="file")
    assert not front_of(teams).uploads
