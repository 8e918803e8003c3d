"""Whether a workspace can be reached: kept in memory, and written down for other processes and the next start."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from bot.delivery.ledger import Job, Ledger
from bot.platforms.line import Line
from bot.platforms.pace import Pace
from bot.platforms.platform import NotNow, SendingFailed, Unknown, Unreachable

Work = TypeVar("Work")

log = logging.getLogger("knowhow")


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
        if self._line is None:
            self._line = Line(is_down=await asyncio.to_thread(self.ledger.is_nobody_reached))
        if self._is_cut is not None:
            await asyncio.to_thread(self.ledger.nobody_is_reached, self._is_cut)
            self._is_cut = None
        if self._is_over:
            await asyncio.to_thread(self.ledger.people_are_reached, self._sent)
            self._is_over, self._sent = False, []
        while self._unknown:
            await asyncio.to_thread(self.ledger.tells_of, next(iter(self._unknown)))
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
