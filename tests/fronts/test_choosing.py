"""People who are chosen in forms, on both platforms, where a tenant or workspace is shared with others."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from activities.kit.events import Account, People, Profile
from activities.kit.forms import FieldErrors
from bot.engine.engine import Engine
from bot.settings.members import members
from tests.front import Front
from tests.fronts.slack import SlackFront
from tests.fronts.teams import TeamsFront
from tests.review.looking_back import DUE, HAPPENED
from tests.town import Town


@pytest.fixture(params=[SlackFront, TeamsFront])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A town of ours among others."""
    front: Callable[[Engine], Front] = request.param
    made = Town(tmp_path, front=front, members=members("addresses:@hospital.example"))
    yield made
    made.close()


def asks(town: Town, *people: Profile) -> None:
    """Lee starts a review in which these are asked."""
    town.lee.types("/aar new")
    town.lee.fills("review.review", title="Ward 7 moves", happened_on=HAPPENED, due=DUE, participants=People(people))


def test_members_are_chosen_by_name_and_asked(shared: Town) -> None:
    ann, namesake = shared.person("Ann Okafor"), shared.person("Ann Okafor")
    asks(shared, ann.profile, *(one.profile for one in shared.people(4)))
    shared.lee.is_answered("has begun")
    shared.settle()
    ann.sees("Ward 7 moves")
    namesake.does_not_see("Ward 7 moves")


def test_nobody_else_can_be(shared: Town) -> None:
    account = Account(shared.front.platform, shared.front.tenant, "U9999")
    bo = Profile(account, "Bo Lindqvist", "bo@southport.example")
    shared.front.hears_of(bo)
    asks(shared, bo)
    assert isinstance(shared.lee.shown, FieldErrors), shared.lee.shown
    assert list(shared.lee.shown.sentences) == ["participants"]
    shared.settle()
    assert shared.front.chats(bo) == []
