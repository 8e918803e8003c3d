"""A refusal of everybody over match day, as Slack words it: nobody is taken for gone, and all are introduced."""

from datetime import datetime

import pytest

from bot.sandbox.faults import Fault, Says, ServerError
from tests.fronts.slack import SlackFront
from tests.town import LONDON, Town

INTRODUCED = datetime(2026, 11, 9, 9, tzinfo=LONDON)


@pytest.mark.parametrize("town", ["slack"], indirect=True)
@pytest.mark.parametrize(
    "fault",
    [Says("token_revoked"), Says("account_inactive"), Says("user_disabled"), ServerError(503)],
    ids=["revoked", "the bot's account", "each one's own", "away"],
)
def test_everybody_is_introduced_once_it_is_over(town: Town, fault: Fault) -> None:
    assert isinstance(town.front, SlackFront)
    joined = town.people(4)
    town.trial(joined=joined, approve="automatic")
    town.front.breaks(fault, calls=8)
    town.comes_to(INTRODUCED)
    for person in joined:
        person.is_told("You’ve been matched")
        person.is_not_told("can’t take part")
    town.lee.types("/coffee pairs")
    town.lee.is_answered("They have been introduced")
