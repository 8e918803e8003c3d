"""How many calls Slack takes, by a clock that the test moves."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.clocks import PaceClock
from bot.sandbox.limits import POSTS_A_MINUTE, POSTS_AT_ONCE, Limits, RateLimited
from tests.sandbox.conftest import Town


class Hands:
    """The hands of a clock."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        """Where they stand."""
        return self.at


@pytest.fixture
def pace() -> PaceClock:
    """A clock that stands still."""
    return PaceClock(wall=Hands())


@pytest.mark.parametrize(("tier", "most"), [("tier_2", 20), ("tier_3", 50), ("tier_4", 100)])
def test_a_tier_allows_so_many_calls_in_any_minute(tier: str, most: int) -> None:
    hands = Hands()
    limits = Limits(PaceClock(wall=hands))
    for _ in range(most):
        limits.count("some.method", tier)
    limits.count("other.method", tier)

    hands.at += 45
    with pytest.raises(RateLimited) as error:
        limits.count("some.method", tier)
    assert error.value.retry_after == 15

    hands.at += error.value.retry_after
    limits.count("some.method", tier)


def test_one_post_a_second_in_a_conversation_after_a_short_burst() -> None:
    hands = Hands()
    limits = Limits(PaceClock(wall=hands))
    for _ in range(POSTS_AT_ONCE):
        limits.count_post("C1")
    limits.count_post("C2")

    with pytest.raises(RateLimited) as error:
        limits.count_post("C1")
    assert error.value.retry_after == 1

    hands.at += 1
    limits.count_post("C1")
    with pytest.raises(RateLimited):
        limits.count_post("C1")


def test_the_workspace_as_a_whole_has_a_limit_too() -> None:
    limits = Limits(PaceClock(wall=Hands()))
    for number in range(POSTS_A_MINUTE):
        limits.count_post(f"C{number}")

    with pytest.raises(RateLimited):
        limits.count_post("C-one-more")


def test_a_fast_clock_lets_the_minute_pass_sooner() -> None:
    hands = Hands()
    limits = Limits(PaceClock(factor=60, wall=hands))
    for _ in range(20):
        limits.count("some.method", "tier_2")

    hands.at += 1
    limits.count("some.method", "tier_2")


async def test_too_many_calls_are_answered_with_429_and_how_long_to_wait(town: Town) -> None:
    for number in range(POSTS_AT_ONCE):
        await town.client().chat_postMessage(channel=town.general.id, text=str(number))

    with pytest.raises(SlackApiError) as error:
        await town.client().chat_postMessage(channel=town.general.id, text="One more")

    assert error.value.response.status_code == 429
    assert error.value.response["error"] == "ratelimited"
    assert error.value.response.headers["Retry-After"] == "1"
