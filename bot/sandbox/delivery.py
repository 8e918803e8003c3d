"""Bringing what happened to the app: once, twice or again, and waiting for its acknowledgement."""

import asyncio
import copy
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from bot.sandbox.clocks import PaceClock
from bot.sandbox.faults import Faults
from bot.sandbox.records import Json

ACKNOWLEDGE_WITHIN = 3.0
# After a failed first try, Slack tries an event again at once, after a minute and after five.
TRY_AGAIN_AFTER = (0.0, 60.0, 300.0)

Result = TypeVar("Result")
Kind: TypeAlias = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Parcel:
    """One thing to bring to the app, `payload` exactly as Slack words it."""

    kind: Kind
    payload: Json
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What came back: whether it was acknowledged, with what payload, and if not, why in Slack's words."""

    acknowledged: bool
    payload: Json = field(default_factory=dict)
    reason: str = ""


class Carrier(Protocol):
    """A way to the app: Socket Mode or a request address."""

    async def carry(self, parcel: Parcel, within: float) -> Answer:
        """Bring one parcel and wait at most so many real seconds for the answer."""


class Delivery:
    """The way from Slack to the app.

    `pace` measures the waits between tries, `deadlines` the three seconds in which the app must acknowledge.
    """

    def __init__(self, carrier: Carrier, faults: Faults, *, pace: PaceClock, deadlines: PaceClock) -> None:
        self._carrier = carrier
        self._faults = faults
        self._pace = pace
        self._deadlines = deadlines
        self._under_way: set[asyncio.Task[Any]] = set()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way to the app; waiting for a retry is on its way too."""
        return not self._under_way

    async def bring(self, parcel: Parcel) -> Answer:
        """Bring a parcel to the app and wait for its answer; an event that was not acknowledged is tried again later.

        Commands and interactions are never tried again: there a person is waiting.
        """
        parcel = copy.deepcopy(parcel)  # what is sent again later must not have changed with the workspace
        first = self._start(self._carry(parcel))
        if self._faults.deliver_twice:
            self._start(self._carry(parcel))
        answer = await first
        if parcel.kind == "events_api" and not answer.acknowledged:
            self._start(self._try_again(parcel, answer.reason))
        return answer

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _carry(self, parcel: Parcel) -> Answer:
        await asyncio.sleep(self._faults.deliver_late_by)
        answer = await self._carrier.carry(parcel, self._deadlines.on_the_wall(ACKNOWLEDGE_WITHIN))
        if answer.acknowledged and self._faults.loses_this_acknowledgement():
            return Answer(False, reason="timeout")
        return answer

    async def _try_again(self, parcel: Parcel, reason: str) -> None:
        for attempt, wait in enumerate(TRY_AGAIN_AFTER, start=1):
            await self._pace.sleep(wait)
            answer = await self._carry(Parcel(parcel.kind, parcel.payload, attempt, reason))
            if answer.acknowledged:
                return
            reason = answer.reason

    def _start(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Task[Result]":
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
