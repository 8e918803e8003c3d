"""What people do besides the trial: they answer a review, say what they take away from a café, file what they learned.

Each of them writes one text that nobody else writes, and tries again until they are told that it was taken.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.soak.supervisor import Supervisor
from bot.sandbox.hospital import coffee_channel
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.people import Outcome
from bot.sandbox.records import User
from bot.sandbox.rehearsal import Rehearsal
from storage.tables import Cafe

TRIES, SENDS = 40, 3
FIRST_QUESTION = "expected"
LEARNED = {"activity": "library", "date": "2026-11-02", "lessons": "Label every valve."}
WEEKS_TO_ANSWER = timedelta(days=24)


@dataclass
class Scenes:
    """A review, a café and a library, and the `people` who have a part in them, a third in each, and in nothing else.

    `waits`: real seconds that they wait for a form.
    """

    stage: Rehearsal
    supervisor: Supervisor
    people: Sequence[User]
    waits: float = 10.0

    def _part(self, number: int) -> Sequence[User]:
        return self.people[number::3]

    async def open(self) -> None:
        """Begin the review and hold the café, up to where everybody is asked; while nothing is wrong yet."""
        await self._types_and_sends(
            "/aar new",
            {
                "title": "The night of the leak",
                "happened_on": (self.stage.now.date() - timedelta(days=7)).isoformat(),
                "participants": [user.id for user in self._part(0)],
                "due": (self.stage.now.date() + WEEKS_TO_ANSWER).isoformat(),
            },
        )
        channel = coffee_channel(self.stage.slack.workspace)
        await self._types_and_sends(
            "/cafe new",
            {"question": "What would make handover safer?", "channel": channel.id, "place": "Room 2", "rounds": "1"},
        )
        people, chief = self.stage.slack.people, self.stage.facilitator
        for guest in self._part(1):
            await people.types(guest, channel, "/cafe join")
        await people.types(chief, channel, "/cafe start")  # a week early
        if (early := people.newest_with(chief, "cafe.start_now")) is not None:
            await people.presses(chief, early, "cafe.start_now")
        await self.stage.comes_to_rest()
        while self._cafe_goes_on() and (due := self.stage.next_due()) is not None:
            await self.stage.comes_to(max(due, self.stage.now))

    async def play(self) -> None:
        """Everybody says what they have to say."""
        await asyncio.gather(
            *(self._says(user, self._opens(user, "review.answer"), FIRST_QUESTION) for user in self._part(0)),
            *(self._says(user, self._opens(user, "cafe.take_away"), "takes_away") for user in self._part(1)),
            *(self._says(user, self._files(user), "title", LEARNED) for user in self._part(2)),
        )

    async def _says(
        self,
        user: User,
        begins: Callable[[], Awaitable[Outcome]],
        field: str,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Have the form open, and send it, until the field is taken: then the form is gone, or asks something else.

        A form that was not answered is sent again as it is; in another form they write something else.
        """
        people = self.stage.slack.people
        for number in range(TRIES):
            try:
                await self.supervisor.listens()
                while (view := people.sees(user).modal) is not None:
                    await people.closes(view)
                if (await begins()).went_well:
                    form = await people.form(user, within=self.waits)
                    values = {field: f"{user.id} on {field}, {number}", **(more or {})}
                    for _ in range(SENDS):
                        await self.supervisor.listens()
                        outcome = await people.submits(user, form, values)
                        if outcome.went_well and not _still_asks(outcome, field):
                            return
            except (CannotDo, TimeoutError):
                await asyncio.sleep(0.2)

    def _opens(self, user: User, action: str) -> Callable[[], Awaitable[Outcome]]:
        async def presses() -> Outcome:
            message = self.stage.slack.people.newest_with(user, action)
            if message is None:
                raise CannotDo(action)
            return await self.stage.slack.people.presses(user, message, action)

        return presses

    def _files(self, user: User) -> Callable[[], Awaitable[Outcome]]:
        slack = self.stage.slack
        chat = slack.workspace.open_direct([user.id, slack.app.bot_user])
        return lambda: slack.people.types(user, chat, "/library new")

    async def _types_and_sends(self, command: str, values: Mapping[str, object]) -> None:
        people, chief = self.stage.slack.people, self.stage.facilitator
        await people.types(chief, coffee_channel(self.stage.slack.workspace), command)
        outcome = await people.submits(chief, await people.form(chief, within=60), values)
        if not outcome.went_well:
            raise RuntimeError(f"{command} was not taken: {', '.join(outcome.errors)}")
        while (view := people.sees(chief).modal) is not None:
            await people.closes(view)
        await self.stage.comes_to_rest()

    def _cafe_goes_on(self) -> bool:
        with self.stage.database.reading() as session:
            return session.get_one(Cafe, 1).phase != "waiting_for_takeaways"


def _still_asks(outcome: Outcome, field: str) -> bool:
    return outcome.modal is not None and any(block.get("block_id") == field for block in outcome.modal.blocks)
