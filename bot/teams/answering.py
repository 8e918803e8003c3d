"""Where an answer is seen: in place of the card that was pressed, as a new message, or in the person's own chat.

Teams has no message that only one of many sees, so what belongs to one person goes to the chat that they have alone.
"""

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from activities.kit.cards import Card, say
from activities.kit.forms import ChannelField, FieldErrors, Form, OpensAnew, Option
from activities.kit.views import Answer
from activities.kit.wording import answered_alone, cannot_write_alone, done, goes_on_below, welcome
from bot.engine.in_place import Repeated, Spot, ToldToo
from bot.platforms.background import Afterwards
from bot.platforms.platform import Accounts, MayHaveArrived, NotNow, Refused, Unreachable
from bot.platforms.retrying import patiently
from bot.teams.calls import Calls
from bot.teams.fields import Filled, Offers
from bot.teams.forms import SentForm
from bot.teams.heard import Message, Place
from bot.teams.platform import TeamsPlatform
from bot.teams.render import form_message, message
from bot.teams.text import Json

TRIES_TO_ANSWER = 8
"""How often an answer is posted until it arrives, the last time some minutes after the first."""


@dataclass(frozen=True)
class Shown:
    """What a turn shows, and whom of those it mentions Teams knows. `failed`: the turn failed, and nothing changed.

    `namesakes`: by field of the form that was sent, the people among whom there is a choice. `welcomes`: it says hello
    by itself, where the bot has not been before.
    """

    answer: Answer
    accounts: Accounts
    failed: bool = False
    namesakes: dict[str, tuple[Option, ...]] | None = None
    welcomes: bool = False


class Answering:
    """Shows answers, after the acknowledgement. `fills_menus`: whom a menu of people shows is said by the app."""

    def __init__(self, platform: TeamsPlatform, fills_menus: bool) -> None:
        self._platform = platform
        self._fills_menus = fills_menus
        self._calls: Calls = platform.calls
        self._jitter = Random(platform.tenant)  # keeps retries apart; it decides nothing that people see
        self.afterwards = Afterwards()

    async def answer(self, heard: Message, shown: Shown) -> None:
        """Show what came of something that somebody did."""
        if heard.is_new and not shown.welcomes:
            await self.welcomes(heard.place)
        if heard.form is not None:
            await self._answer_form(heard, heard.form, shown)
        elif shown.answer is None:
            return
        elif isinstance(shown.answer, Card) and not shown.failed and await self._is_theirs(heard):
            await self._in_place(heard, await self._message(shown))
        elif isinstance(shown.answer, ToldToo):
            if not heard.place.is_own:  # the answer arrives by itself, in their own chat
                await self._aside(heard)
        elif heard.place.is_own:
            await self._post(heard.place.thread, await self._message(shown))
        else:
            await self._aside(heard, await self._message(shown))
        if isinstance(shown.answer, ToldToo) and shown.answer.stood:
            await self._replace(shown.answer.stood, message(goes_on_below(), {}))

    async def spot(self, heard: Message) -> Spot:
        """Return where the answer to something that somebody did is going to stand."""
        if not heard.place.is_own:
            return Spot()
        takes_place = heard.form is not None or await self._is_theirs(heard)
        return Spot(heard.place.thread, heard.card if takes_place and heard.card else None)

    async def welcomes(self, place: Place) -> None:
        """Say hello where the bot has not been before."""
        await self._post(place.thread if place.is_own else place.kept_as, message(welcome(), {}))

    async def _answer_form(self, heard: Message, form: SentForm, shown: Shown) -> None:
        """Take a form off the screen, unless something is wrong with it: then it stays, with everything that was typed.

        What was sent from a copy that is out of date is answered below: other things may stand in its place by now.
        """
        match shown.answer:
            case Repeated():
                return await self._post(heard.place.thread, await self._message(shown))
            case OpensAnew(sentences=sentences, nonce=nonce):
                anew, why = replace(form.form, nonce=nonce), " ".join(sentences.values())
                filled = Filled(form.typed, {}, shown.namesakes or {}, why, times=0)
                return await self._post(heard.place.thread, form_message(anew, await self._offers(anew), filled))
            case Card(summary=sentence) if shown.failed:
                errors = {form.form.fields[0].id: sentence} if form.form.fields else {}
            case FieldErrors() as wrong:
                errors = wrong.on([field.id for field in form.form.fields])
            case _:
                return await self._in_place(heard, await self._message(shown))
        filled = Filled(form.typed, errors, shown.namesakes or {}, times=form.times + 1)
        return await self._in_place(heard, form_message(form.form, await self._offers(form.form), filled))

    async def _is_theirs(self, heard: Message) -> bool:
        """Say whether the pressed card is this person's alone: what several were told changes by being told."""
        was_for_several = self._calls.references.was_for_several
        return bool(heard.card) and heard.place.is_own and not await was_for_several(heard.card)

    async def _message(self, shown: Shown) -> Json:
        match shown.answer:
            case Form() as form:
                return form_message(form, await self._offers(form))
            case FieldErrors(sentences=sentences):
                return message(say(" ".join(sentences.values())), {})
            case Card() as card:
                return message(card, await self._platform.lookups.sign_ins(shown.accounts, card))
            case None:
                return message(done(), {})

    async def _offers(self, form: Form) -> Offers:
        asks = any(isinstance(field, ChannelField) for field in form.fields)
        return Offers(await self._platform.lookups.channels() if asks else [], self._fills_menus)

    async def _in_place(self, heard: Message, shown: Json) -> None:
        change = partial(self._calls.change, heard.place.thread, heard.card, shown)
        try:
            await patiently(self._calls.pace, change, self._jitter)
        except (Unreachable, Refused):  # the card has been deleted meanwhile, say
            await self._post(heard.place.thread, shown)

    async def _replace(self, stood: Spot, by: Json) -> None:
        """Replace what is out of date where it stood, if it still stands there."""
        with contextlib.suppress(Unreachable, Refused):
            await self._calls.change(stood.conversation, stood.reference or "", by)

    async def _aside(self, heard: Message, shown: Json | None = None) -> None:
        """Answer in somebody's own chat what they did where others see it; if they typed it there, say so there."""
        try:
            own_chat = await self._platform.own_chat(heard.user)
            if shown is not None:
                await self._post(own_chat, shown)
        except Unreachable:
            await self._post(heard.place.thread, message(cannot_write_alone(), {}))
        else:
            if not heard.card:
                await self._post(heard.place.thread, message(answered_alone(), {}))

    async def _post(self, conversation: str, shown: Json) -> None:
        await self._calls.wait_to_post(conversation)

        async def once() -> None:
            try:
                await self._calls.post(conversation, shown)
            except MayHaveArrived:  # said twice is better than never
                raise NotNow from None

        await patiently(self._calls.pace, once, self._jitter, TRIES_TO_ANSWER)
