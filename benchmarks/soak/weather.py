"""What is wrong just now, and was: counted by kind, and kept for whoever judges a press that had no answer."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

RENEWED = "the socket was being renewed"
"""Whoever was under way before is answered on the old one; only who presses before the new one stands is not."""

STOOD_STILL = "the small Slack stood still"
"""It shares a process with everybody who presses, and a machine with whatever else runs there."""

LOOKS_EVERY, STANDS_STILL = 0.1, 1.0
"""Real seconds: between two looks at the clock, and by how much one is late where nobody could be served meanwhile."""


@dataclass
class Weather:
    """Misfortunes by kind; and the spells in which no bot could have answered anybody, each with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    _since: dict[str, float] = field(default_factory=dict)
    _over: list[tuple[float, float, str]] = field(default_factory=list)

    def strikes(self, kind: str) -> None:
        """One more of a kind."""
        self.counts[kind] += 1

    def begins(self, why: str) -> None:
        """From now on nobody can be answered, for this reason."""
        self._since.setdefault(why, time.monotonic())

    def ends(self, why: str) -> None:
        """That is over."""
        if why in self._since:
            self._over.append((self._since.pop(why), time.monotonic(), why))

    async def minds_itself(self) -> None:
        """Note whenever this process does not get on: Slack takes no answer then, nor brings anybody's press."""
        while True:
            began = time.monotonic()
            await asyncio.sleep(LOOKS_EVERY)
            if time.monotonic() - began > STANDS_STILL:
                self.strikes(STOOD_STILL)
                self._over.append((began, time.monotonic(), STOOD_STILL))

    def excuse(self, began: float, ended: float) -> str:
        """Why nobody could have answered somewhere between two moments; empty where they could."""
        under_way = [(since, ended, why) for why, since in self._since.items()]
        spells = (*self._over, *under_way)
        return next((why for since, until, why in spells if _is_struck(why, since, until, began, ended)), "")


def _is_struck(why: str, since: float, until: float, began: float, ended: float) -> bool:
    """Whether a spell may have cost the answer to a press that began, and ought to have ended, at these moments."""
    return since <= (began if why == RENEWED else ended) and until >= began
