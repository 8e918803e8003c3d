"""Giving somebody a file that they have agreed to: made now, if they may still have it, and put into their OneDrive."""

import asyncio
from random import Random

from activities.kit.cards import Card
from activities.kit.documents import Document
from activities.kit.phases import MovedOn
from activities.kit.wording import file_declined, file_gone, went_wrong
from bot.documents import made_for
from bot.engine import Engine, TurnFailed
from bot.mishaps import note
from bot.platform import SendingFailed
from bot.retrying import patiently
from bot.teams.answering import Answering, Asked, Shown
from bot.teams.calls import Calls
from bot.teams.consent import Consent, here_it_is
from bot.teams.hosts import Hosts
from bot.teams.lookups import Lookups
from bot.teams.text import Json


class Files:
    """Answers to the question whether somebody wants a file. The question becomes the file, or says why not."""

    def __init__(self, engine: Engine, calls: Calls, lookups: Lookups, answering: Answering, hosts: Hosts) -> None:
        self.engine = engine
        self.calls = calls
        self.lookups = lookups
        self.answering = answering
        self.hosts = hosts
        self._jitter = Random(lookups.tenant)  # keeps retries apart; it decides nothing that people see
        self._begun: set[str] = set()

    def on_consent(self, asked: Asked, consent: Consent) -> None:
        """Somebody said yes or no; the same answer delivered again does nothing."""
        if asked.card not in self._begun:
            self._begun.add(asked.card)
            self.answering.afterwards.do(self._follow(asked, consent))

    async def _follow(self, asked: Asked, consent: Consent) -> None:
        if consent.upload is None:
            await self._say(asked, file_declined())
            return
        try:
            if not self.hosts.may_take_files(consent.upload.get("uploadUrl")):
                raise MovedOn
            await self._give(asked, consent.message, consent.upload)
        except MovedOn:
            await self._say(asked, file_gone())
        except TurnFailed as failure:
            await self._fails(asked, went_wrong(failure.reference))
        except SendingFailed as failure:
            await self._fails(asked, went_wrong(note("upload", failure)))

    async def _give(self, asked: Asked, message: int, upload: Json) -> None:
        by = await self.lookups.profile(asked.user, self.lookups.member_id(asked.user), asked.place.kept_as)
        document: Document = await asyncio.to_thread(made_for, self.engine, by, message)
        url = str(upload["uploadUrl"])
        await patiently(self.calls.pace, lambda: self.calls.wire.put_file(url, document.content), self._jitter)
        await self.calls.change(asked.place.thread, asked.card, here_it_is(document, upload))

    async def _say(self, asked: Asked, card: Card) -> None:
        await self.answering.answer(asked, Shown(card, {}))

    async def _fails(self, asked: Asked, card: Card) -> None:
        """The question stays, to be answered once more."""
        self._begun.discard(asked.card)
        await self.answering.answer(asked, Shown(card, {}, failed=True))
