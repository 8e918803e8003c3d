"""Where this machine's clock is wrong: what the doctor finds, and a sentence in the log where requests are too old."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.faults.faults import log
from bot.faults.finding import Finding, note, well, wrong

CLOSE_ENOUGH = 60
"""Seconds by which clocks may differ. Past five minutes signed requests are refused."""

SAYS_EVERY = 300.0
"""Seconds between two such sentences: whoever keeps an old request may send it again and again."""


class WrongClock:
    """Says for one platform, and not too often, that this machine's clock seems wrong."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._says_again_at = 0.0

    def seems_so(self) -> None:
        """Note that a request was refused for its time alone, and log it now and then."""
        now = time.monotonic()
        if now < self._says_again_at:
            return
        self._says_again_at = now + SAYS_EVERY
        log.warning(
            "Requests that %s has signed are refused, since they are old or not yet good by this machine’s clock. "
            "Please set it right. If it is right, old ones are being sent again.",
            self._platform,
        )


def clocks_agree(platform: str, headers: Mapping[str, str]) -> Finding:
    """Find out whether this machine's clock agrees with a platform's.

    `headers`: of its answer, with their names in small letters.
    """
    try:
        apart = abs((datetime.now(UTC) - parsedate_to_datetime(headers["date"])).total_seconds())
    except (KeyError, ValueError):
        return note(f"Clock: {platform} did not say what time it is.")
    if apart > CLOSE_ENOUGH:
        return wrong(
            f"Clock: this machine’s and {platform}’s are {apart:.0f} seconds apart. Please set this one right."
        )
    return well(f"Clock: this machine’s and {platform}’s agree.")
