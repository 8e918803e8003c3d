"""What Slack calls, for every activity alike: commands, buttons, forms, the home page, and people who change.

A person's turn is acknowledged when it is committed: what they are told is saved cannot be lost. Where a turn takes
longer than Slack waits, a command or press is promised an answer, in a dialog; a form stays open, with everything that
was typed, until it is known what comes of it.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from activities.kit.cards import Card
from activities.kit.events import Channel, Event, HomeOpened, People, Profile, Value
from activities.kit.views import mentioned_in
from activities.kit.wording import went_wrong
from bot.engine.counting import NOBODY
from bot.engine.engine import Engine, TurnFailed
from bot.engine.event_keys import Answered
from bot.faults.faults import note
from bot.platforms.platform import NotNow, SendingFailed
from bot.slack import payloads
from bot.slack.answering import Answering, Shown, asks_again
from bot.slack.calls import Calls
from bot.slack.channels import CHANNEL_EVENTS, hear_of_channel
from bot.slack.lookups import SLACK, Lookups, profile_of
from bot.slack.menus import Menus
from bot.slack.payloads import Surface
from bot.slack.render import home, message
from bot.slack.sent_forms import acknowledgement, afterwards, takes_long
from bot.slack.text import Json

ANYTHING = re.compile(".*", re.DOTALL)

Show = Callable[[Json, Shown], Awaitable[None]]
"""Shows somebody what came of what they did."""

MOST_PEOPLE = 30
"""Who are looked up for one form."""

IN_TIME = 2.0
"""Seconds after which Slack is acknowledged whatever happens; it gives up after three."""


class Listeners:
    """Takes what Slack sends to the engine, for one workspace."""

    def __init__(self, engine: Engine, lookups: Lookups, calls: Calls) -> None:
        self.engine = engine
        self.lookups = lookups
        self.calls = calls
        self.answering = Answering(calls)
        self.menus = Menus(engine, lookups)
        self._have_opened_home: set[str] = set()
        self._homes_to_come: set[str] = set()
        self._answered = Answered()
        self._under_way: dict[str, asyncio.Task[Shown]] = {}

    def register(self, app: AsyncApp) -> None:
        """Make the app listen. Events that only an older manifest asked for are acknowledged, and no more."""
        app.command(ANYTHING)(self.on_command)
        app.action(ANYTHING)(self.on_press)
        app.view(ANYTHING)(self.on_form)
        app.options(ANYTHING)(self.menus.on_search)
        app.event(ANYTHING)(self.on_event)
        app.error(self.on_error)

    async def on_command(self, ack: AsyncAck, body: Json) -> None:
        """Take a slash command: a card is answered privately, a form is opened."""
        with self._acknowledging(payloads.command(body, NOBODY)):
            turn = self._turn_of(_trigger(body), body, lambda by: payloads.command(body, by))
            if not await _in_time(turn):
                await ack()
                self.answering.afterwards.do(self._answer_late(turn, body, self.answering.to_command))
                return
            shown = turn.result()
            if isinstance(shown.answer, Card):
                await ack(response_type="ephemeral", **message(shown.answer, shown.accounts))
            else:
                await ack()
                self.answering.afterwards.do(self.answering.to_command(body, shown))
            self._refresh_home(body)

    async def on_press(self, ack: AsyncAck, body: Json) -> None:
        """Take the press of a button; the answer is shown where it stands."""
        with self._acknowledging(payloads.pressed(body, NOBODY)):
            turn = self._turn_of(_trigger(body), body, lambda by: payloads.pressed(body, by))
            answer = self._answer if await _in_time(turn) else self._answer_late
            await ack()
            self.answering.afterwards.do(answer(turn, body, self.answering.to_press))

    async def on_form(self, ack: AsyncAck, body: Json) -> None:
        """Take a form that was sent: what follows takes its place, or it is left open with sentences on its fields.

        Where it takes long it is left open with a sentence above it, and what comes of it is shown there afterwards.
        """
        with self._acknowledging(payloads.submitted(body, NOBODY, {})):
            turn = self._turn_of(str(body["view"].get("id") or ""), body, lambda by: self._submission(body, by))
            if await _in_time(turn):
                await ack(**acknowledgement(body["view"], turn.result()))
            else:
                await ack(**takes_long(body["view"]))
                self.answering.afterwards.do(self._show_afterwards(turn, body))
            self._refresh_home(body)

    async def on_event(self, ack: AsyncAck, event: Json) -> None:
        """Take something that happened in Slack. It is not acknowledged where it failed, so that it comes again."""
        match event:
            case {"type": "app_home_opened", "tab": "home", "user": str(user)}:
                self._have_opened_home.add(user)
                await self._open_home(user)
            case {"type": str(what)} if what in CHANNEL_EVENTS:
                await hear_of_channel(self.engine, self.lookups.here, event)
            case {"type": "user_change" | "team_join", "user": {"id": str()} as user}:
                await self._meet(user)
        await ack()

    async def on_error(self, error: Exception) -> BoltResponse:
        """Note a fault of ours: the log gets its kind and its place, and Slack no acknowledgement."""
        note("Slack listener", error)
        return BoltResponse(status=500, body="")

    def _acknowledging(self, event: Event) -> AbstractContextManager[None]:
        return self.engine.counting.acknowledging(SLACK, event)

    # ---- turns -------------------------------------------------------------------------------------------------------

    async def _turn(self, body: Json, read: Callable[[Profile], Event | Awaitable[Event]]) -> Shown:
        """Look up who did it, and let the engine take it. A failure becomes a card that says so."""
        self.calls.tiers.somebody_presses()
        try:
            event = read(await self.lookups.profile(payloads.user_of(body)))
            if isinstance(event, Awaitable):
                event = await event
            with self.engine.counting.waiting(event):
                return await asyncio.to_thread(self._take, event)
        except TurnFailed as failure:
            return Shown(went_wrong(failure.reference), {}, failed=True)
        except SendingFailed as why:
            return Shown(asks_again(why, "lookup", body), {}, failed=True)

    def _take(self, event: Event) -> Shown:
        answer = self.engine.take(event)
        accounts = self.engine.accounts(SLACK, self.lookups.tenant, mentioned_in(answer))
        return Shown(answer, accounts, fills_menus=self.menus.are_ours)

    def _turn_of(
        self, key: str, body: Json, read: Callable[[Profile], Event | Awaitable[Event]]
    ) -> "asyncio.Task[Shown]":
        """Begin a turn. What comes once more before anything came of it is still the same, and has the same answer.

        `key`: of a form, its view, since people send one again; of anything else what Slack calls it, since Slack does.
        """
        if turn := self._under_way.get(key):
            return turn
        turn = asyncio.create_task(self._turn(body, read))
        if key:
            self._under_way[key] = turn
            turn.add_done_callback(lambda _: self._under_way.pop(key))
        return turn

    async def _show_afterwards(self, turn: "asyncio.Task[Shown]", body: Json) -> None:
        shown = await turn
        await self.answering.replace(body, afterwards(body["view"], shown), shown)
        self._refresh_home(body)

    async def _submission(self, body: Json, by: Profile) -> Event:
        values: dict[str, Value] = payloads.values_of(body["view"])
        for field, value in values.items():
            if isinstance(value, Channel):
                values[field] = await self.lookups.channel(value.id)
            elif isinstance(value, People):
                users = [profile.account.user for profile in value.profiles[:MOST_PEOPLE]]
                values[field] = People(tuple(await asyncio.gather(*map(self.lookups.profile, users))))
        return payloads.submitted(body, by, values)

    async def _answer(self, turn: "asyncio.Task[Shown]", body: Json, show: Show) -> None:
        shown = await turn
        if isinstance(shown.answer, Card) and shown.failed:  # what was pressed must stay, to be pressed again
            await self.answering.aside(body, shown)
        elif self._answered.is_first(_trigger(body)):
            await show(body, shown)
        self._refresh_home(body)

    async def _answer_late(self, turn: "asyncio.Task[Shown]", body: Json, show: Show) -> None:
        """Promise the answer at once, and show it where it was promised; else where it would have stood."""
        if not await self.answering.promise(body):
            await self._answer(turn, body, show)
            return
        shown = await turn
        if shown.failed or self._answered.is_first(_trigger(body)):
            await self.answering.keep(body, shown)
        self._refresh_home(body)

    # ---- people and their home pages ---------------------------------------------------------------------------------

    def _refresh_home(self, body: Json) -> None:
        """Bring the home page up to date for somebody who may have it open."""
        user = payloads.user_of(body)
        if user in self._have_opened_home or payloads.surface_of(body) is Surface.HOME:
            self._publish_soon(user)

    async def _open_home(self, user: str) -> None:
        """Show somebody their home page, now or as soon as Slack lets it through."""
        try:
            await self._publish_home(user)
        except NotNow as not_now:
            if not_now.wait is None:
                raise
            self._publish_soon(user)

    def _publish_soon(self, user: str) -> None:
        if user not in self._homes_to_come:
            self._homes_to_come.add(user)
            self.answering.afterwards.do(self._publish_in_turn(user))

    async def _publish_in_turn(self, user: str) -> None:
        try:
            await self.calls.wait_for("views.publish")
        finally:
            self._homes_to_come.discard(user)
        await self._publish_home(user)

    async def _publish_home(self, user: str) -> None:
        profile = await self.lookups.profile(user)
        card = await asyncio.to_thread(self.engine.home, HomeOpened(profile))
        accounts = await asyncio.to_thread(self.engine.accounts, SLACK, self.lookups.tenant, card.people())
        await self.calls.for_somebody("views.publish", user_id=user, view=home(card, accounts))

    async def _meet(self, user: Json) -> None:
        if not self.lookups.knows(profile_of(user, self.lookups.here)):
            profile = await self.lookups.placed(self.lookups.learn(user))
            await asyncio.to_thread(self.engine.meet, profile)


def _trigger(body: Json) -> str:
    return str(body.get("trigger_id") or "")


async def _in_time(turn: "asyncio.Task[Shown]") -> bool:
    done, _ = await asyncio.wait({turn}, timeout=IN_TIME)
    return bool(done)
