"""From the outbox to a platform: in order for each place, at the platform's pace, by one process at a time."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError

from activities.kit.events import Why
from bot.delivery.ledger import LEASE, PLACES_AT_ONCE, Job, LeaseLost, Ledger, Withdrawn
from bot.delivery.lines import Lines
from bot.faults.about import learn
from bot.faults.faults import note
from bot.platforms.pace import Pace
from bot.platforms.platform import (
    CannotTell,
    MayHaveArrived,
    NoConversation,
    NotNow,
    Platform,
    Refused,
    SendingFailed,
    Unreachable,
)

LOOKS_EVERY = 5.0
"""Seconds between looks at an outbox about which nobody has said anything."""

HOLDS_FOR = 5.0
"""Real seconds for which what a look has found is taken up; then it may have closed, or others may come first."""

GLANCES_EVERY = 1.0
"""Real seconds between looks at what is under way, while there is no room for more."""

FINISHES_WITHIN = 4.0
"""Real seconds that what is under way is given at the end; the rest is as if the process had been killed."""

KEEPS_FOR = timedelta(hours=1)
"""How long an answer is kept while the database cannot take it."""

SHORTEST_WAIT, LONGEST_WAIT = 0.1, 5.0
"""Seconds between two tries to write it down: the first, from which they double, and the most."""

_OURS = (IntegrityError, ProgrammingError, DataError)
"""Faults that do not pass with time: what we ask of the database is wrong."""


class Delivery:
    """Delivers to one workspace, whenever it holds the lease on it; `has_looked` is called at every look."""

    def __init__(
        self, ledger: Ledger, platform: Platform, pace: Pace, has_looked: Callable[[], object] = lambda: None
    ) -> None:
        self.ledger = ledger
        self.platform = platform
        self.pace = pace
        self._has_looked = has_looked
        self.lines = Lines(ledger, pace)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._nudged = asyncio.Event()
        self._stopping = False

    def nudge(self) -> None:
        """Look at the outbox now rather than in a few seconds."""
        self._nudged.set()

    def stop(self) -> None:
        """Finish what is under way, if that takes no longer than a moment, then end."""
        self._stopping = True
        self.nudge()

    async def run(self) -> None:
        """Deliver until `stop`."""
        learn(platform=self.platform.name, workspace=self.ledger.workspace)
        heartbeat = asyncio.create_task(self._keep_lease())
        while not self._stopping:
            self._nudged.clear()
            if not await self._look():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._nudged.wait(), LOOKS_EVERY / self.pace.factor)
        await self._finish()
        heartbeat.cancel()
        with contextlib.suppress(DBAPIError):
            await self.lines.keep()
        with contextlib.suppress(DBAPIError):  # the disk is full, say: the lease runs out by itself
            await asyncio.to_thread(self.ledger.release)

    async def _finish(self) -> None:
        """Wait for what is under way, but not for as long as a platform may let us wait."""
        under_way = set(self._under_way.values())
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=FINISHES_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _keep_lease(self) -> None:
        """Renew the lease while parcels wait for the platform's pace, which may take longer than it lasts."""
        while True:
            await self.pace.sleep(LEASE.total_seconds() / 3)
            with contextlib.suppress(DBAPIError):  # the next look finds out whether it was lost
                await self._has_lease()

    async def _has_lease(self) -> bool:
        """Take or renew the lease, and say whether it is ours."""
        is_ours = await asyncio.to_thread(self.ledger.keep_lease)
        self.ledger.engine.counting.measures.lease(self.platform.name, is_ours)
        return is_ours

    async def _look(self) -> bool:
        """Take up what can leave now; true if there is more to look at."""
        # What is under way now may change its state while the outbox is read, so it is left for the next look.
        busy = set(self._under_way)
        try:
            if not await self._has_lease():
                self._has_looked()
                self.lines.forget()  # whoever delivers meanwhile knows better
                return False
            await self.lines.keep()
            doubtful = await asyncio.to_thread(self.ledger.in_doubt)
            are_more = await asyncio.to_thread(self.ledger.sort)
            waiting = await asyncio.to_thread(self.ledger.to_send)
            self._has_looked()
        except Exception as error:  # noqa: BLE001  (the database is away, say: the next look must still come)
            note(f"outbox of {self.platform.name}", error)
            return False
        found = [(parcel, self._settle_doubt) for parcel in doubtful] + [(parcel, self._send) for parcel in waiting]
        begun = self.lines.worth_trying([(parcel, work) for parcel, work in found if parcel not in busy])
        was_down, until = self.lines.line.is_down, time.monotonic() + HOLDS_FOR
        for parcel, work in begun:
            while len(self._under_way) >= PLACES_AT_ONCE and not self._stopping:
                under_way = self._under_way.values()
                await asyncio.wait(under_way, timeout=GLANCES_EVERY, return_when=asyncio.FIRST_COMPLETED)
                self._has_looked()  # it knows what to send next, as soon as the platform lets it
            is_cut = self.lines.line.is_down and not was_down
            if self._stopping or is_cut or time.monotonic() > until:
                break
            self._under_way[parcel] = asyncio.create_task(self._work_on(parcel, work))
        return bool(begun) or are_more

    async def _work_on(self, parcel: int, work: Callable[[int], Awaitable[None]]) -> None:
        """Do one thing with a parcel. A fault of ours must neither end delivery nor be tried again without a pause."""
        learn(parcel=parcel)
        try:
            await work(parcel)
        except Withdrawn:
            pass
        except Exception as error:  # noqa: BLE001  (whatever it was, the other parcels must leave)
            note(f"parcel {parcel}", error)
            with contextlib.suppress(DBAPIError, Withdrawn):
                await asyncio.to_thread(self.ledger.try_later, parcel, None, in_doubt=True)
        finally:
            del self._under_way[parcel]
            self.nudge()

    async def _send(self, parcel: int) -> None:
        job = await asyncio.to_thread(self.ledger.job, parcel)
        if job is None:
            return
        begun = self.pace.now()
        try:
            reference = await (self._change(job, job.reference) if job.reference else self._post(job))
            self.lines.serve(job, begun)
            await self._record(self.ledger.sent, job, reference)
        except LeaseLost:
            return
        except SendingFailed as failure:
            await self._after_failure(job, failure)

    async def _change(self, job: Job, reference: str) -> str:
        assert job.conversation is not None, "what was posted was posted somewhere"  # noqa: S101
        await self.platform.change(job.conversation, reference, job.card, job.accounts)
        return reference

    async def _post(self, job: Job) -> str:
        conversation = job.conversation or await self._conversation(job.users)
        if not job.users:
            await self.platform.get_ready()
        await self.platform.wait_to_post(conversation)
        await asyncio.to_thread(self.ledger.sets_out, job, conversation)
        if job.document:
            return await self.platform.post_file(conversation, job.document, job.card, mark=job.message)
        return await self.platform.post(conversation, job.card, job.accounts, mark=job.message)

    async def _conversation(self, users: tuple[str, ...]) -> str:
        return await (self.platform.own_chat(users[0]) if len(users) == 1 else self.platform.group_chat(users))

    async def _record(self, write: Callable[..., None], of: Job | int, *said: object, **more: object) -> None:
        """Write down what became of a parcel. What the platform has said is kept until it stands in the database."""
        parcel = of if isinstance(of, int) else of.parcel
        await until_recorded(self.pace, f"parcel {parcel}", partial(write, of, *said, **more))

    async def _after_failure(self, job: Job, failure: SendingFailed) -> None:
        match failure:
            case NotNow(wait=wait):
                ages = self.lines.refuse(job, failure)
                await self._record(self.ledger.try_later, job.parcel, wait, ages=ages)
            case MayHaveArrived() if job.reference:
                await self._record(self.ledger.try_later, job.parcel, None)  # a change may be repeated
            case MayHaveArrived():
                pass  # it stays `sending`, and the next look settles the doubt
            case Unreachable():
                await self._after_refusal(job, failure)
            case Refused(error=error):
                note(f"parcel {job.parcel}, {error}", failure)
                await self._record(self.ledger.gives_up, job.parcel, Why.GAVE_UP)

    async def _after_refusal(self, job: Job, failure: Unreachable) -> None:
        """Let be whoever cannot be written to, as soon as it is certain that it is about them."""
        if not job.users:
            await self._record(self.ledger.channel_refused, job.parcel, self.platform.closed_by(failure.code))
            return
        ages = self.lines.refuse(job, failure)
        lost = await self._unreachable_among(job)
        if not self.lines.is_theirs(job):
            if isinstance(failure, NoConversation) and len(job.users) == 1 and not job.reference:
                await self._record(self.ledger.forgets_conversation, job.parcel)
            await self._record(self.ledger.try_later, job.parcel, None, ages=ages)
            return
        await self._record(self.ledger.gives_up, job.parcel, Why.UNREACHABLE, lost)
        if len(job.users) == 1 and job.conversation:
            await self.platform.is_lost(job.conversation)

    async def _unreachable_among(self, job: Job) -> frozenset[str]:
        """Find out which of several users cannot be written to; none of them where that cannot be told apart."""
        lost = set()
        for user in job.users if len(job.users) > 1 else ():
            begun = self.pace.now()
            try:
                await self.platform.own_chat(user)
                self.lines.serve_one(user, begun)
            except Unreachable as failure:
                self.lines.refuse_one(user, failure)
                lost.add(user)
            except SendingFailed:
                return frozenset()
        return frozenset(lost)

    async def _settle_doubt(self, parcel: int) -> None:
        """Find out whether a message arrived whose sending was cut off, where that can be found out."""
        job = await asyncio.to_thread(self.ledger.job, parcel)
        if job is None:
            return
        # A change may be repeated, and so may a file to whoever asked for it.
        if job.reference or job.document:
            await self._record(self.ledger.try_later, parcel, 0.0)
        elif len(job.users) != 1:
            await self._record(self.ledger.gives_up, parcel, Why.UNCERTAIN)
        else:
            await self._look_it_up(job)

    async def _look_it_up(self, job: Job) -> None:
        try:
            begun = self.pace.now()
            own_chat = job.conversation or await self._conversation(job.users)  # unknown only after a restore
            reference = await self.platform.find(own_chat, mark=job.message)
            self.lines.serve(job, begun)
        except CannotTell:
            await self._record(self.ledger.gives_up, job.parcel, Why.UNCERTAIN)
            return
        except SendingFailed as failure:
            wait = failure.wait if isinstance(failure, NotNow) else None
            ages = self.lines.refuse(job, failure)
            await self._record(self.ledger.try_later, job.parcel, wait, in_doubt=True, ages=ages)
            return
        if reference is None:
            await self._record(self.ledger.try_later, job.parcel, 0.0)
        else:
            await self._record(self.ledger.sent, job, reference)


async def until_recorded(pace: Pace, what: str, write: Callable[[], None]) -> None:
    """Write down what has happened already, again and again for an hour while the database is away, locked or full.

    `what` is for the log, which hears of it once: ids only. `write` runs on a worker thread. Raises what the database
    said last when the hour is over, and at once whatever does not pass with time.
    """
    until, wait, is_noted = pace.now() + KEEPS_FOR, SHORTEST_WAIT, False
    while True:
        try:
            return await asyncio.to_thread(write)
        except _OURS:
            raise
        except SQLAlchemyError as error:
            if pace.now() >= until:
                raise
            if not is_noted:
                note(f"{what}: writing down what became of it, which is tried again,", error)
            is_noted = True
        await pace.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)
