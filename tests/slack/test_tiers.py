"""How much of a tier is used, by a clock that moves only while somebody sleeps, against Slack's own counting."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.platforms.pace import THE_WORLD_BEGAN, Pace
from bot.sandbox.clocks import PaceClock
from bot.sandbox.limits import Limits, RateLimited
from bot.slack.calls import METHODS
from bot.slack.tiers import Tier, Tiers

TIERS = [("tier_2", Tier(20, at_once=4)), ("tier_3", Tier(50, at_once=10)), ("tier_4", Tier(100, at_once=20))]
METHOD = "some.method"


@dataclass(frozen=True)
class Sleeper(Pace):
    """A clock whose hands move when somebody sleeps by it."""

    hands: list[float] = field(default_factory=lambda: [1000.0])

    def now(self):  # type: ignore[no-untyped-def]
        return THE_WORLD_BEGAN + timedelta(seconds=self.hands[0])

    async def sleep(self, seconds: float) -> None:
        self.hands[0] += max(seconds, 0.0)


@dataclass
class Far:
    """A method at the far end, counted as Slack counts."""

    pace: Sleeper
    tier: str
    refused: int = 0

    def __post_init__(self) -> None:
        self._limits = Limits(PaceClock(wall=lambda: self.pace.hands[0]))

    def called(self) -> None:
        """One call arrives."""
        try:
            self._limits.count(METHOD, self.tier)
        except RateLimited:
            self.refused += 1


async def fans_out(tiers: Tiers, far: Far, tier: Tier, minutes: float, presses_every: float = 0.0) -> int:
    """Send as much as goes for so long; gives back how much that was."""
    pace, sent = far.pace, 0
    until, next_press = pace.hands[0] + 60 * minutes, pace.hands[0]
    while True:
        if presses_every and pace.hands[0] >= next_press:
            tiers.somebody_presses()
            next_press += presses_every
        await tiers.through(METHOD, tier)
        if pace.hands[0] >= until:
            return sent
        far.called()
        sent += 1


@pytest.mark.parametrize(("name", "tier"), TIERS)
async def test_as_long_as_nobody_presses_all_of_a_tier_is_used(name: str, tier: Tier) -> None:
    pace = Sleeper()
    far = Far(pace, name)

    sent = await fans_out(Tiers(pace), far, tier, minutes=20)

    assert sent >= 0.95 * 20 * tier.calls
    assert far.refused == 0


@pytest.mark.parametrize(("name", "tier"), TIERS)
async def test_while_somebody_presses_a_fifth_is_free_for_people(name: str, tier: Tier) -> None:
    pace = Sleeper()
    far, tiers = Far(pace, name), Tiers(pace)
    await fans_out(tiers, far, tier, minutes=3)
    tiers.somebody_presses()
    await fans_out(tiers, far, tier, minutes=1, presses_every=20)

    sent = await fans_out(tiers, far, tier, minutes=10, presses_every=20)
    for _ in range(tier.calls // 5):
        far.called()

    assert 0.75 * 10 * tier.calls <= sent <= 0.8 * 10 * tier.calls
    assert far.refused == 0


@pytest.mark.parametrize("minutes", [0.5, 3.0, 3.3, 3.6, 3.9])
async def test_a_press_frees_its_fifth_by_letting_nothing_else_through_for_a_while(minutes: float) -> None:
    name, tier = TIERS[1]
    pace = Sleeper()
    far, tiers = Far(pace, name), Tiers(pace)
    await fans_out(tiers, far, tier, minutes)
    tiers.somebody_presses()

    await tiers.through(METHOD, tier)
    far.called()

    for _ in range(tier.calls // 5):
        far.called()
    assert far.refused == 0


async def test_what_people_use_counts_too() -> None:
    name, tier = TIERS[1]
    pace = Sleeper()
    far, tiers = Far(pace, name), Tiers(pace)
    for _ in range(tier.calls):
        tiers.count(METHOD)
        far.called()

    await fans_out(tiers, far, tier, minutes=3)

    assert far.refused == 0


@pytest.mark.parametrize(("is_all", "unwritten"), [(True, 0.0), (False, 0.0), (False, 9.0)])
@pytest.mark.parametrize("away_for", [0.0, 3.0, 30.0, 90.0])
async def test_whoever_starts_again_goes_on_from_what_was_used(is_all: bool, away_for: float, unwritten: float) -> None:
    name, tier = TIERS[1]
    pace = Sleeper()
    far, before = Far(pace, name), Tiers(pace)
    await fans_out(before, far, tier, minutes=2.3)
    used = before.used(is_all)
    await fans_out(before, far, tier, minutes=unwritten / 60)
    pace.hands[0] += away_for

    after = Tiers(pace)
    after.remember(used, {METHOD: tier})
    sent = await fans_out(after, far, tier, minutes=10)

    assert far.refused == 0
    assert sent >= 0.95 * 9 * tier.calls


async def test_what_was_written_by_a_clock_that_was_set_back_is_as_of_now() -> None:
    name, tier = TIERS[1]
    pace = Sleeper()
    far, before = Far(pace, name), Tiers(pace)
    await fans_out(before, far, tier, minutes=2)
    used = before.used(is_all=True)

    back = Sleeper(hands=[pace.hands[0] - 86_400])
    after = Tiers(back)
    after.remember(used, {METHOD: tier})
    await fans_out(after, Far(back, name), tier, minutes=1)

    assert back.hands[0] - (pace.hands[0] - 86_400) < 70


async def test_only_what_nobody_waits_for_is_written_down() -> None:
    """When people pressed something stands nowhere: theirs are calls for which nobody waits in line."""
    pace = Sleeper()
    tiers = Tiers(pace)
    tiers.count("views.open")
    tiers.count("users.info")
    await tiers.through("conversations.open", METHODS["conversations.open"].tier)

    assert tiers.used(is_all=True).calls == {"conversations.open": [1, 0, 0, 0, 0, 0]}


async def test_they_leave_in_the_order_in_which_they_came() -> None:
    pace, left = Sleeper(), list[int]()
    tiers = Tiers(pace)

    async def leaves(number: int) -> None:
        await tiers.through(METHOD, Tier(3, at_once=1))
        left.append(number)

    await asyncio.gather(*map(leaves, range(12)))

    assert left == list(range(12))
