"""Whether anybody can be written to in a workspace just now, as its platform's answers show.

A code says what a refusal is about, and so does who else gets it: the same from everybody at once is the
installation's, whatever the code says, and what one person gets while others are written to is that person's.

How that is stands in memory, and is written down for other processes and the next start.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bot.delivery import outages
from bot.delivery.ledger import Job, Ledger
from bot.faults.faults import log
from bot.platforms.pace import Pace
from bot.platforms.platform import Away, NotNow, SendingFailed, Unknown, Unreachable

EVERYBODY = 3
"""So many places that were tried one after another, and none in between with success, are everybody."""

LATELY = timedelta(minutes=1)
"""What was sent within this shows that the installation is well."""

CERTAIN_AFTER = timedelta(minutes=10)
"""After so long a refusal of one person is taken for theirs, though nobody else was written to in between."""

LONGEST_GAP = 60.0
"""Seconds between two tries while nobody can be written to, at most."""


@dataclass
class Line:
    """What a workspace has answered one process lately. Moments are those of its pace."""

    is_down: bool = False
    _served_at: datetime | None = None
    _refused: dict[str, datetime] = field(default_factory=dict)
    _suspected: dict[str, datetime] = field(default_factory=dict)
    _tries: int = 0
    _next_try: datetime | None = None

    def serves(self, place: str, begun: datetime) -> bool:
        """Note that a call about a place went well that was begun then.

        True where that ends a time in which none did.
        """
        was_down, self.is_down = self.is_down, False
        self._served_at, self._tries, self._next_try = begun, 0, None
        self._refused.clear()
        self._suspected.pop(place, None)
        return was_down

    def refuses(self, place: str, why: SendingFailed, now: datetime) -> bool:
        """Note that a call about a place failed. True where it shows that nobody can be written to, which is news."""
        self._refused.setdefault(place, now)
        if isinstance(why, Unreachable):
            self._suspected.setdefault(place, now)
        is_well = self._served_at is not None and now - self._served_at <= LATELY
        is_everybodys = len(self._refused) >= EVERYBODY or (isinstance(why, Away) and not is_well)
        was_down, self.is_down = self.is_down, self.is_down or is_everybodys
        if self.is_down:
            self._tries += 1
            self._next_try = now + timedelta(seconds=min(2.0**self._tries, LONGEST_GAP))
        return self.is_down and not was_down

    def is_theirs(self, place: str, now: datetime) -> bool:
        """Say whether a person's refusal is about them: others were served since, or it has stood long enough."""
        first = self._suspected.get(place, now)
        others_are_served = self._served_at is not None and self._served_at > first
        is_certain = not self.is_down and (others_are_served or now - first > CERTAIN_AFTER)
        if is_certain:
            self._suspected.pop(place, None)
        return is_certain

    def may_try(self, now: datetime) -> bool:
        """Say whether it is time to find out whether anybody can be written to."""
        return self._next_try is None or now >= self._next_try


Work = TypeVar("Work")


class Lines:
    """How well a workspace can be reached, for the one process that delivers to it."""

    def __init__(self, ledger: Ledger, pace: Pace) -> None:
        self.ledger = ledger
        self.pace = pace
        self._line: Line | None = None
        self._sent: list[int] = []
        self._is_over = False
        self._is_cut: str | None = None
        self._unknown: set[str] = set()

    @property
    def line(self) -> Line:
        """The line to the workspace; that it was down before this process came is found out by `keep`."""
        self._line = self._line or Line()
        return self._line

    def forget(self) -> None:
        """Forget how the line is, because another process delivers.

        What that one writes down is read when this one comes to deliver.
        """
        self._line = None

    async def keep(self) -> None:
        """Learn how the line is from what was written down, or write down what is new."""
        engine, workspace = self.ledger.engine, self.ledger.workspace
        if self._line is None:
            self._line = Line(is_down=await asyncio.to_thread(self.ledger.is_nobody_reached))
        if self._is_cut is not None:
            await asyncio.to_thread(outages.begins, engine, workspace, self._is_cut)
            self._is_cut = None
        if self._is_over:
            await asyncio.to_thread(outages.ends, engine, workspace, self._sent)
            self._is_over, self._sent = False, []
        while self._unknown:
            await asyncio.to_thread(outages.tell_of_unknown, engine, workspace, next(iter(self._unknown)))
            self._unknown.pop()

    def worth_trying(self, work: Sequence[Work]) -> Sequence[Work]:
        """Choose what to try: all of it; or, while nobody can be written to, one thing now and then, to find out."""
        if not self.line.is_down:
            return work
        return work[:1] if self.line.may_try(self.pace.now()) else ()

    def serve(self, job: Job, begun: datetime) -> None:
        """Note that what was begun then went well."""
        self._is_over = self.line.serves(_place(job), begun) or self._is_over
        if self._is_over:
            self._sent.append(job.parcel)

    def serve_one(self, user: str, begun: datetime) -> None:
        """Note that one of several could be written to, by a call that was begun then."""
        self._is_over = self.line.serves(user, begun) or self._is_over

    def refuse(self, job: Job, why: SendingFailed) -> bool:
        """Note what failed, and why. True where that is this parcel's own trouble, and false where everybody has it.

        The database hears of it at the next look, so that nothing comes between a parcel and what became of it.
        """
        code = why.code if isinstance(why, NotNow | Unreachable) else ""
        if self.line.refuses(_place(job), why, self.pace.now()):
            self._is_cut = code or "no reason given"
        if isinstance(why, Unknown):
            log.warning("parcel %d: the platform says %s, which nobody knows", job.parcel, code)
            if not self.line.is_down:
                self._unknown.add(code)
        return not self.line.is_down

    def refuse_one(self, user: str, why: Unreachable) -> None:
        """Note that one of several cannot be written to either."""
        if self.line.refuses(user, why, self.pace.now()):
            self._is_cut = why.code or "no reason given"

    def is_theirs(self, job: Job) -> bool:
        """Say whether it is certain that a refusal is about those whom a parcel is for."""
        return self.line.is_theirs(_place(job), self.pace.now())


def _place(job: Job) -> str:
    return ",".join(job.users) or job.conversation or ""
