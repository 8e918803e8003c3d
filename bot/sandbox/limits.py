"""How many calls Slack takes from an app, and what it says when there are more."""

import math
from collections import deque

from bot.sandbox.clocks import PaceClock
from bot.sandbox.refusals import Refused

MINUTE = 60.0
# Calls a minute, by Slack's name of the tier. A whole minute's allowance may come at once, as it may with Slack.
TIERS = {"tier_1": 10, "tier_2": 20, "tier_3": 50, "tier_4": 100, "special": 600}
# chat.postMessage: one a second in a conversation, "short bursts" above it, and an unpublished limit on the workspace.
POSTS_AT_ONCE = 5
POSTS_A_MINUTE = 300


class RateLimited(Refused):
    """Raised where there are too many calls; `retry_after` are whole seconds of the pace clock, at least one."""

    def __init__(self, wait: float) -> None:
        super().__init__("ratelimited")
        self.retry_after = max(1, math.ceil(wait))


class Limits:
    """What has been called lately."""

    def __init__(self, clock: PaceClock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._posts: dict[str, tuple[float, float]] = {}  # conversation → posts still allowed, and when that was true

    def count(self, method: str, tier: str) -> None:
        """Count a call of a method, or raise RateLimited."""
        self._within_a_minute(method, TIERS[tier])

    def count_post(self, channel: str) -> None:
        """Count a message to a conversation, or raise RateLimited."""
        now = self._clock.now()
        allowed, since = self._posts.get(channel, (float(POSTS_AT_ONCE), now))
        allowed = min(float(POSTS_AT_ONCE), allowed + now - since)
        if allowed < 1:
            raise RateLimited(1 - allowed)
        self._within_a_minute("all posts", POSTS_A_MINUTE)
        self._posts[channel] = (allowed - 1, now)

    def _within_a_minute(self, what: str, most: int) -> None:
        now = self._clock.now()
        calls = self._calls.setdefault(what, deque())
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= most:
            raise RateLimited(calls[0] + MINUTE - now)
        calls.append(now)
