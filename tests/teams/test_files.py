"""A file in Teams: offered first, made when it is wanted, and given once and to nobody else."""

import pytest

from bot.teams.consent import consent_of
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_service import Posted
from tests.town import Town


def front_of(town: Town) -> TeamsFront:
    assert isinstance(town.front, TeamsFront)
    return town.front


def offered_to_lee(town: Town) -> Posted:
    """What Lee asks for and is offered."""
    town.lee.types("/knowhow mine")
    return front_of(town).drive.offers()[-1]


def last_said(town: Town) -> str:
    """The newest message in Lee's own chat."""
    return town.lee.told[-1].text


MOVED_ON = "This has moved on since"


def test_a_file_is_given_once_to_who_agrees(teams: Town) -> None:
    front, offer = front_of(teams), offered_to_lee(teams)
    front.drive.consents("U0LEE", offer, "accept", name="file")
    front.drive.consents_again("U0LEE")
    assert MOVED_ON not in last_said(teams)
    front.drive.consents("U0LEE", offer, "accept", name="again")
    assert list(front.drive.uploads) == ["file"]
    assert b"Lee Librarian" in front.drive.uploads["file"]
    assert MOVED_ON in last_said(teams)
    assert offer.activity["attachments"][0]["contentType"].endswith("file.info")


def test_an_offer_outlives_the_process_that_made_it_and_is_taken_once_all_the_same(teams: Town) -> None:
    front, offer = front_of(teams), offered_to_lee(teams)
    front.restarts()
    front.drive.consents("U0LEE", offer, "accept", name="file")
    front.restarts()
    front.drive.consents_again("U0LEE")
    front.drive.consents("U0LEE", offer, "accept", name="again")
    assert list(front.drive.uploads) == ["file"]
    assert [MOVED_ON in page.text for page in teams.lee.told].count(True) == 1
    assert offer.activity["attachments"][0]["contentType"].endswith("file.info")


def test_a_file_that_is_not_wanted_is_not_made_and_the_offer_has_moved_on(teams: Town) -> None:
    front, offer = front_of(teams), offered_to_lee(teams)
    front.drive.consents("U0LEE", offer, "decline", name="file")
    assert "I’ve kept it" in last_said(teams)
    front.restarts()
    front.drive.consents("U0LEE", offer, "accept", name="file")
    assert not front.drive.uploads
    assert MOVED_ON in last_said(teams)


def test_a_file_that_did_not_get_through_can_be_asked_for_once_more(teams: Town) -> None:
    front, offer = front_of(teams), offered_to_lee(teams)
    front.drive.loses_uploads(1)
    front.drive.consents("U0LEE", offer, "accept", name="file")
    assert not front.drive.uploads
    assert "something went wrong on our side" in last_said(teams)
    front.drive.consents("U0LEE", offer, "accept", name="file")
    assert list(front.drive.uploads) == ["file"]


def test_somebody_elses_file_is_not_given(teams: Town) -> None:
    ann = teams.person("Ann", facilitates=True)
    front_of(teams).drive.consents(ann.profile.account.user, offered_to_lee(teams), "accept", name="file")
    assert not front_of(teams).drive.uploads


@pytest.mark.parametrize("mark", [10**30, 2**31, 0, -1, "1", None])
def test_an_offer_that_was_never_made_is_none_of_ours(mark: object) -> None:
    assert consent_of({"action": "accept", "context": {"message": mark}, "uploadInfo": {}}) is None
