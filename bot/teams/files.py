"""Giving somebody a file that they have agreed to: made now, if they may still have it, and put into their OneDrive."""

import asyncio
from dataclasses import replace
from random import Random

from activities.kit.cards import Card
from activities.kit.phases import MovedOn
from activities.kit.wording import file_declined, file_gone, went_wrong
from bot.delivery.file_offers import Offered
from bot.engine.engine import TurnFailed
from bot.faults.faults import note
from bot.platforms.platform import SendingFailed
from bot.platforms.retrying import patiently
from bot.teams.answering import Answering, Shown
from bot.teams.calls import Calls
from bot.teams.consent import Consent, here_it_is
from bot.teams.heard import Message
from bot.teams.hosts import Hosts
from bot.teams.text import Json


class Files:
    """Takes the answer to whether somebody wants a file. The question becomes the file, or says why not."""

    def __init__(self, offered: Offered, calls: Calls, answering: Answering, hosts: Hosts) -> None:
        self.offered = offered
        self.calls = calls
        self.answering = answering
        self.hosts = hosts
        self._jitter = Random(calls.references.tenant)  # keeps retries apart; it decides nothing that people see

    def on_consent(self, heard: Message, consent: Consent) -> None:
        """Take somebody's yes or no.

        What carries the same key is the same answer delivered again, and does nothing.
        """
        self.answering.afterwards.do(self._follow(heard, consent))

    async def _follow(self, heard: Message, consent: Consent) -> None:
        try:
            if not await asyncio.to_thread(self.offered.is_new, heard.key):
                return
            if consent.upload is None:
                await asyncio.to_thread(self.offered.decline, heard.user, consent.message)
                await self._say(heard, file_declined())
            elif self.hosts.may_take_files(consent.upload.get("uploadUrl")):
                await self._give(heard, consent.message, consent.upload)
            else:
                raise MovedOn
        except MovedOn:  # beside the question, which may have become the file meanwhile
            await self._say(replace(heard, card=""), file_gone())
        except TurnFailed as failure:
            await self._say(heard, went_wrong(failure.reference), failed=True)
        except SendingFailed as failure:
            await self._say(heard, went_wrong(note("upload", failure)), failed=True)

    async def _give(self, heard: Message, message: int, upload: Json) -> None:
        document = await asyncio.to_thread(self.offered.take, heard.user, message)
        url = str(upload["uploadUrl"])
        try:
            await patiently(self.calls.pace, lambda: self.calls.wire.put_file(url, document.content), self._jitter)
        except SendingFailed:  # so that they can say yes once more
            await asyncio.to_thread(self.offered.offer_again, message)
            raise
        await self.calls.change(heard.place.thread, heard.card, here_it_is(document, upload))

    async def _say(self, heard: Message, card: Card, *, failed: bool = False) -> None:
        """Say what came of the answer. Where it `failed`, the question is left, to be answered once more."""
        await self.answering.answer(heard, Shown(card, {}, failed))
