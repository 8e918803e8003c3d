"""A town's post that a test delivers by itself, to a far end that breaks as it is told."""

import asyncio

from bot.delivery.delivery import Delivery
from bot.delivery.ledger import Ledger
from bot.platforms.pace import Pace
from storage import parcels, people
from tests.fakes import FarEnd
from tests.front import EngineFront, page_of
from tests.town import TENANT, Town, Townsperson

PACE = Pace(factor=600.0)


class Post:
    """What reaches people at the far end of a town's post."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.far = FarEnd(tenant=TENANT)
        assert isinstance(town.front, EngineFront)
        town.front.arrives = False
        with town.database.writing() as session:
            workspace = people.workspace(session, "slack", TENANT, "Europe/London").id
        self.ledger = Ledger(town.engine, workspace, PACE, frozenset({"slack"}))

    async def goes_out(self) -> None:
        """Deliver, and let happen what follows, until nothing is left to be sent."""
        delivery = Delivery(self.ledger, self.far, PACE)
        running = asyncio.create_task(delivery.run())
        async with asyncio.timeout(20):
            while self._pending():
                while self._pending():  # noqa: ASYNC110  (the truth lies in rows, which set no event)
                    await asyncio.sleep(0.01)
                self.town.settle()  # what was given up left a wake, and what that tells is to be sent in turn
        delivery.stop()
        await running

    async def tries(self) -> None:
        """Deliver until something has been tried."""
        delivery = Delivery(self.ledger, self.far, PACE)
        running, before = asyncio.create_task(delivery.run()), len(self.far.calls)
        async with asyncio.timeout(20):
            while len(self.far.calls) < before + 3:  # noqa: ASYNC110  (nobody says when a platform was asked)
                await asyncio.sleep(0.01)
        delivery.stop()
        await running

    def own_chat(self, person: Townsperson) -> list[str]:
        """What stands in somebody's own chat."""
        return self._at(f"D-{person.profile.account.user}")

    def shared(self, *together: Townsperson) -> list[str]:
        """What stands in the conversation that these people share."""
        return self._at(self.group(*together))

    def in_channel(self, channel: str) -> list[str]:
        """What stands in a channel."""
        return self._at(channel)

    def group(self, *together: Townsperson) -> str:
        return "G-" + "-".join(sorted(person.profile.account.user for person in together))

    def _at(self, conversation: str) -> list[str]:
        return [page_of(one.card).text for one in self.far.posted.values() if one.conversation == conversation]

    def _pending(self) -> bool:
        with self.town.database.reading() as session:
            return parcels.pending(session) > 0


def saying(texts: list[str], words: str) -> int:
    """How many of them say it."""
    return sum(words in text for text in texts)
