"""Nobody facilitates any more: who looks after the workspace hears of it, weekly, until they appoint somebody."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from activities.kit.events import Kind, People
from tests.fronts.differences import NO_ADMINS
from tests.privacy.test_forgetting import traces
from tests.town import LONDON, Town, Townsperson

ASKED = "Nobody facilitates Knowhow here any more"
A_MONDAY = datetime(2026, 11, 9, 9, tzinfo=LONDON)


@pytest.fixture
def ada(town: Town) -> Townsperson:
    """Who looks after the workspace, and has never used the bot."""
    somebody = town.person("Ada Admin", staff=False)
    somebody.profile = replace(somebody.profile, is_admin=True)
    town.front.hears_of(somebody.profile)
    return somebody


def nights_pass(town: Town, *everybody: Townsperson, days: int) -> None:
    """So many days from nine to nine, each with its listing of the whole workspace at three in the morning."""
    for _ in range(days):
        town.passes(timedelta(hours=18))
        for one in everybody:
            town.engine.meet(one.profile)
        town.passes(timedelta(hours=6))


def waits_for_approval(town: Town) -> None:
    town.trial(joined=town.people(4))
    town.comes_to(A_MONDAY)
    assert town.the_trial().phase == "waiting_for_approval"


@pytest.mark.not_through("teams", reason=NO_ADMINS)
@pytest.mark.parametrize("goes", [Townsperson.leaves_the_hospital, Townsperson.becomes_a_guest])
def test_a_proposal_goes_on_once_an_admin_has_appointed_somebody(
    town: Town, ada: Townsperson, goes: Callable[[Townsperson], None]
) -> None:
    bo = town.person("Bo")
    waits_for_approval(town)
    goes(town.lee)
    nights_pass(town, ada, days=1)
    ada.is_told(ASKED)
    ada.presses("Add somebody")
    ada.fills("knowhow.appoint", people=People((bo.profile,)))
    ada.is_not_told(ASKED)
    ada.is_told("Somebody facilitates Knowhow again: Bo.")
    bo.types("/coffee pairs")
    bo.presses("Send")
    assert town.the_trial().phase == "waiting_for_meetings"
    nights_pass(town, ada, days=15)
    ada.is_not_told(ASKED)


def test_they_are_told_once_and_then_weekly(town: Town, ada: Townsperson) -> None:
    waits_for_approval(town)
    town.lee.leaves_the_hospital()
    nights_pass(town, ada, days=6)
    ada.is_told(ASKED, times=1)
    nights_pass(town, ada, days=1)
    ada.is_told(ASKED, times=2)
    nights_pass(town, ada, days=7)
    ada.is_told(ASKED, times=3)


def test_only_the_last_one_who_goes_is_missed(town: Town, ada: Townsperson) -> None:
    max_ = town.person("Max", facilitates=True)
    town.trial()
    max_.leaves_the_hospital()
    nights_pass(town, ada, days=8)
    assert not town.front.chats(ada.profile)
    town.person("Ann").leaves_the_hospital()
    nights_pass(town, ada, days=8)
    assert not town.front.chats(ada.profile)


@pytest.mark.parametrize("change", [{"is_admin": False}, {"kind": Kind.GUEST}, {"active": False}])
def test_nobody_else_is_told(town: Town, ada: Townsperson, change: dict[str, object]) -> None:
    waits_for_approval(town)
    town.lee.leaves_the_hospital()
    ada.profile = replace(ada.profile, **change)  # type: ignore[arg-type]  # any of its fields
    nights_pass(town, ada, days=2)
    assert not town.front.chats(ada.profile)


def test_somebody_new_in_the_settings_ends_it_too(town: Town, ada: Townsperson) -> None:
    bo = town.person("Bo")
    waits_for_approval(town)
    town.lee.leaves_the_hospital()
    nights_pass(town, ada, days=2)
    with town.turn() as turn:
        turn.meet(bo.profile).facilitates = True
    nights_pass(town, ada, days=1)
    ada.is_not_told(ASKED)
    ada.is_told("Somebody facilitates Knowhow again: Bo.")


def test_an_admin_who_was_only_asked_is_forgotten_when_all_is_well(
    town: Town, ada: Townsperson, tmp_path: Path
) -> None:
    bo = town.person("Bo")
    town.trial()
    nights_pass(town, ada, days=1)
    assert traces(town, tmp_path, "Ada Admin") == [], "admins are nobody's business while somebody facilitates"
    town.lee.leaves_the_hospital()
    nights_pass(town, ada, days=2)
    assert traces(town, tmp_path, "Ada Admin") == ["Ada Admin"]
    with town.turn() as turn:
        turn.meet(bo.profile).facilitates = True
    nights_pass(town, ada, days=3)
    assert traces(town, tmp_path, "Ada Admin") == []


@pytest.mark.not_through("teams", reason=NO_ADMINS)
def test_an_admin_is_told_before_being_forgotten_that_they_will_be_asked_again(town: Town, ada: Townsperson) -> None:
    again = "I’ll ask you as one I don’t know"
    town.trial()
    ada.types("/knowhow forget me")
    ada.does_not_see(again)
    town.lee.leaves_the_hospital()
    nights_pass(town, ada, days=2)
    ada.is_told(ASKED)
    ada.types("/knowhow forget me")
    ada.is_answered(again)
    ada.presses("Forget me")
    before = sum(ASKED in page.text for page in ada.told)
    nights_pass(town, ada, days=1)
    ada.is_told(ASKED, times=before + 1)


def test_whoever_runs_the_server_reads_it_in_the_log(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    waits_for_approval(town)
    nights_pass(town, days=1)
    assert "Nobody facilitates" not in caplog.text
    town.lee.leaves_the_hospital()
    with caplog.at_level(logging.WARNING):
        nights_pass(town, days=1)
    assert "Nobody facilitates in organisation 1 since 2026-11-10." in caplog.text
    assert "Lee" not in caplog.text
