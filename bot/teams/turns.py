"""What Teams sends, for every activity alike: commands, buttons, forms, and words that mean neither.

A person's turn is acknowledged when it is committed, and what they see is sent after that.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from activities.kit.activity import HELP
from activities.kit.cards import Card
from activities.kit.events import Channel, Command, Event, HomeOpened, People, Pressed, Profile, Submitted, Value
from activities.kit.forms import FieldErrors, Option
from activities.kit.names import shown_name
from activities.kit.views import Answer, mentioned_in
from activities.kit.wording import (
    NOBODY_CALLED_THAT,
    SEVERAL_CALLED_THAT,
    SEVERAL_LOOK_ALIKE,
    busy,
    greeted,
    not_known,
    not_understood,
    thanked,
    welcome,
    went_wrong,
    what_there_is,
)
from bot.delivery.outages import called
from bot.engine.choosing import are_all_shown, as_called, members_among, work_of
from bot.engine.counting import NOBODY
from bot.engine.engine import Engine, TurnFailed
from bot.engine.event_keys import Answered
from bot.faults.faults import note
from bot.platforms.naming import told_apart
from bot.platforms.platform import MayHaveArrived, NotNow, SendingFailed
from bot.teams.answering import Answering, Shown
from bot.teams.fields import LONGEST_OPTION
from bot.teams.forms import SentForm, values_of
from bot.teams.heard import Message
from bot.teams.lookups import Lookups
from bot.teams.naming import are_alike, in_question, meant
from bot.teams.references import TEAMS, References
from bot.teams.saying import Unknown, Word, said
from bot.teams.text import Json


class Turns:
    """Takes what Teams sends to the engine, for one tenant."""

    def __init__(self, engine: Engine, lookups: Lookups, references: References, answering: Answering) -> None:
        self.engine = engine
        self.lookups = lookups
        self.references = references
        self.answering = answering
        self._answered = Answered()

    async def on_message(self, heard: Message) -> None:
        """Take what somebody typed, the button they pressed or the form they sent. Returns when it is committed."""
        with self.engine.counting.acknowledging(TEAMS, _read(heard, NOBODY)):
            heard = replace(heard, is_new=await self._is_new(heard))
            shown = await self._turn(heard)
            if shown.failed or self._answered.is_first(heard.key):
                self.answering.afterwards.do(self.answering.answer(heard, shown))

    async def _is_new(self, heard: Message) -> bool:
        try:
            return await self.references.keep(heard.place)
        except TurnFailed:  # it has been noted, and the turn itself may yet succeed
            return False

    async def _turn(self, heard: Message) -> Shown:
        """Look up who did it, and show what comes of it. A failure becomes a card that says so."""
        try:
            by = await self.lookups.profile(heard.user, heard.member, heard.place.kept_as)
            shown = await self._shown(heard, by)
            if heard.place.is_own:
                await self.references.belongs_to(heard.place.kept_as, heard.user)
        except TurnFailed as failure:
            return Shown(went_wrong(failure.reference), {}, failed=True)
        except (NotNow, MayHaveArrived):
            again = "send this form again" if heard.form else "try that again"
            return Shown(busy(called(TEAMS), again), {}, failed=True)
        except SendingFailed as error:
            return Shown(went_wrong(note("lookup", error)), {}, failed=True)
        return shown

    async def _shown(self, heard: Message, by: Profile) -> Shown:
        if heard.form is not None:
            return await self._of_form(heard, heard.form, by)
        if heard.value is not None:
            return await self._taken(heard, _pressed(heard, heard.value, by))
        return await self._of_words(heard, by)

    async def _of_words(self, heard: Message, by: Profile) -> Shown:
        """Find what words come to. Where they are the first in their chat, a hello is answered by the welcome."""
        begins = heard.is_new and heard.place.is_own
        match said(heard.text, heard.key, by, self.engine.activities):
            case Command() as command:
                return await self._taken(heard, command)
            case Word.HOME:
                card = await asyncio.to_thread(self.engine.home, HomeOpened(by))
                return await asyncio.to_thread(self._with_accounts, card)
            case Word.GREETING if begins:
                return Shown(welcome(), {}, welcomes=True)
            case Word.HELP if begins:
                return Shown(greeted(shown_name(by.name), self._help()), {}, welcomes=True)
            case Word.HELP:
                return Shown(self._help(), {})
            case Word.GREETING:
                return Shown(greeted(shown_name(by.name), self._help()), {})
            case Word.THANKS:
                return Shown(thanked(), {})
            case Unknown(near=near):
                return Shown(not_understood(near, self._help()), {})

    async def _of_form(self, heard: Message, sent: SentForm, by: Profile) -> Shown:
        if not await asyncio.to_thread(lambda: members_among(self.engine, [by])):
            return await self._taken(heard, _submitted(heard, sent, by, {}))  # nobody is named to them, nor looked up
        values, people = values_of(sent), Named()
        for field, value in values.items():
            if isinstance(value, Channel):
                values[field] = await self.lookups.channel(value.id)
            elif isinstance(value, People):
                values[field] = await self._people(field, value, people)
        if people.errors:
            return Shown(FieldErrors(people.errors), {}, namesakes=people.namesakes)
        shown = await self._taken(heard, _submitted(heard, sent, by, values))
        return replace(shown, namesakes=people.namesakes)  # should something else be wrong, the choice is kept

    async def _people(self, field: str, typed: People, people: "Named") -> Value:
        found = meant(typed, await self._who_may_be_named(typed))
        if found.is_of_strangers:  # they may have joined a moment ago
            found = meant(typed, await self._who_may_be_named(typed, anew=True))
        if found.namesakes:
            users, tenant = [one.account.user for one in found.namesakes], self.lookups.tenant
            work = await asyncio.to_thread(lambda: work_of(self.engine, TEAMS, tenant, users))
            people.namesakes[field] = told_apart(found.namesakes, work, LONGEST_OPTION)
        if found.unknown:
            people.errors[field] = f"{NOBODY_CALLED_THAT} {', '.join(found.unknown)}"
        elif found.is_open:
            look_alike = are_alike(people.namesakes[field])
            people.errors[field] = SEVERAL_LOOK_ALIKE if look_alike else SEVERAL_CALLED_THAT
        return found.people

    async def _who_may_be_named(self, typed: People, anew: bool = False) -> list[Profile]:
        """Return those of the roster whom what was typed may mean. Of a tenant that is shared, members alone.

        What somebody of another organisation is called makes no difference to what a name means.
        """
        listed = await self.lookups.roster(anew)
        roster = await asyncio.to_thread(lambda: as_called(self.engine, listed))
        if are_all_shown(self.engine, TEAMS):
            return roster
        return await asyncio.to_thread(lambda: members_among(self.engine, in_question(typed, roster)))

    async def _taken(self, heard: Message, event: Event) -> Shown:
        if not self.engine.knows(event.activity):
            return Shown(not_known(HELP), {})
        spot = await self.answering.spot(heard)
        with self.engine.counting.waiting(event):
            return await asyncio.to_thread(lambda: self._with_accounts(self.engine.take(event, spot)))

    def _with_accounts(self, answer: Answer) -> Shown:
        return Shown(answer, self.engine.accounts(TEAMS, self.lookups.tenant, mentioned_in(answer)))

    def _help(self) -> Card:
        return what_there_is([(one.name, one.says) for one in self.engine.activities.values()])


class Named:
    """The people named on a form, by field: what is wrong with that, and the namesakes among whom is to be chosen."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self.namesakes: dict[str, tuple[Option, ...]] = {}


def _read(heard: Message, by: Profile) -> Event:
    """Read what somebody did as an event, as far as it can be told without asking Teams anything."""
    if heard.form is not None:
        return _submitted(heard, heard.form, by, {})
    if heard.value is not None:
        return _pressed(heard, heard.value, by)
    return Command(heard.key, by, "", "")


def _pressed(heard: Message, value: Json, by: Profile) -> Pressed:
    activity, _, name = str(value.get("action", "")).partition(".")
    return Pressed(heard.key, by, activity, name, str(value.get("subject", "")))


def _submitted(heard: Message, sent: SentForm, by: Profile, values: Mapping[str, Value]) -> Submitted:
    form = sent.form
    activity, _, name = form.name.partition(".")
    return Submitted(heard.key, by, activity, name, form.subject, values, form.nonce, sent.showing)
