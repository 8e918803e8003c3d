"""The desk in Slack: what people do travels as Slack's own payloads, and what they read stands in a small Slack."""

import copy
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date, datetime
from typing import Any

from activities.kit.cards import Button
from activities.kit.events import Channel, Kind, People, Profile, Value
from activities.kit.forms import FieldErrors
from bot.delivery.channel_look import look_at_channels
from bot.engine.engine import Engine
from bot.sandbox.faults import Fault
from bot.sandbox.happenings import Happenings
from bot.sandbox.people import Outcome
from bot.sandbox.reading import elements
from bot.sandbox.records import Conversation, Entry, Message, User, View
from bot.sandbox.workspace import Workspace
from bot.slack.payloads import metadata
from tests.front import Page, Sheet, Shown, StoppedByTheClient
from tests.fronts.beside import Beside
from tests.fronts.delivering import has_to_deliver
from tests.fronts.slack_blocks import is_form, page_of, sheet_of
from tests.fronts.slack_bot import in_a_small_slack
from tests.townsperson import COFFEE, TENANT

Place = Message | View
"""Where a button can stand."""


class SlackFront:
    """The bot in a small Slack, with a channel for coffee in which everybody is.

    Everything that was told arrives between two things that people do. So an answer never races a message here.
    """

    platform, tenant = "slack", TENANT

    def __init__(self, engine: Engine) -> None:
        self._workspace = Workspace(team=TENANT)
        self._beside = Beside()
        self._running = AsyncExitStack()
        self._bot = self._beside.run(self._running.enter_async_context(in_a_small_slack(engine, self._workspace)))
        self._slack = self._bot.slack
        self._everybody = [self._slack.app.bot_user]
        self._answered_in: dict[str, Place] = {}
        self._acted_on: dict[str, Place | None] = {}
        self._stood: dict[tuple[str, str, str], Place] = {}
        self._know(COFFEE)

    def breaks(self, fault: Fault, calls: int) -> None:
        """So many of the bot's next calls go wrong."""
        self._slack.faults.on("*", fault, times=calls)

    def happens(self, channel: Channel, what: Callable[[Happenings, Conversation], Awaitable[object]]) -> None:
        """Something happens to a channel, and the bot hears of it as far as Slack tells it."""
        self._beside.run(self._happens(what(self._slack.happenings, self._workspace.conversations[channel.id])))

    async def _happens(self, what: Awaitable[object]) -> None:
        await what
        await self._bot.connection.has_answered()

    @property
    def bot_user(self) -> User:
        return self._workspace.users[self._slack.app.bot_user]

    def user(self, who: Profile) -> User:
        """Somebody as Slack has them."""
        return self._workspace.users[who.account.user]

    def conversation(self, channel: Channel) -> Conversation:
        """The channel as Slack has it."""
        return self._know(channel)

    def looks_at_channels(self) -> None:
        """A night comes, in which the bot looks how channels stand."""
        self._beside.run(look_at_channels(self._bot.engine, self._bot.connection.platform))

    def close(self) -> None:
        self._beside.run(self._running.aclose())
        self._beside.close()

    def catches_up(self) -> None:
        if has_to_deliver(self._bot.engine):
            self._beside.run(self._bot.delivers())

    def hears_of(self, who: Profile) -> None:
        happenings, user = self._slack.happenings, self._workspace.users.get(who.account.user)
        if user is None:
            self._beside.run(happenings.joins_team(who.name, id=who.account.user, email=who.email or ""))
            self._everybody.append(who.account.user)
        elif not who.active:
            self._beside.run(happenings.is_deactivated(user))
        else:
            said = {"is_restricted": who.kind is Kind.GUEST, "is_bot": who.kind is Kind.BOT}
            said |= {"is_stranger": who.kind is Kind.STRANGER, "is_admin": who.is_admin, "deleted": False}
            self._beside.run(happenings.changes_profile(user, **said))

    # ---- what people do ----------------------------------------------------------------------------------------------

    def writes(self, text: str) -> str:
        return text

    def types(self, who: Profile, text: str) -> Shown:
        own_chat = self._workspace.open_direct([who.account.user, self._slack.app.bot_user])
        return self._does(who, self._slack.people.types(who.account.user, own_chat, text))

    def presses(self, who: Profile, button: Button) -> Shown:
        where, behind = self._place_of(who, button)
        press = self._slack.people.presses(who.account.user, where, button.action, value=button.subject, behind=behind)
        return self._does(who, press, where)

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown:
        view = next(view for view in self._workspace.modals[who.account.user] if _is(sheet, view))
        typed = {field: self._typed(value) for field, value in values.items()}
        return self._does(who, self._sends(who.account.user, view, typed, values))

    async def _sends(self, user: str, view: View, typed: Mapping[str, object], values: Mapping[str, Value]) -> Outcome:
        """Send a form, in whose menus that the app fills everybody who is chosen was looked for by name."""
        for _, element in elements(view):
            chosen = values.get(element["action_id"])
            if element["type"] == "multi_external_select" and isinstance(chosen, People):
                for profile in chosen.profiles:
                    await self._slack.people.searches(user, view, element["action_id"], profile.name)
        return await self._slack.people.submits(user, view, typed)

    def repeats(self, who: Profile) -> Shown:
        return self._does(who, self._slack.people.again(who.account.user), self._acted_on[who.account.user])

    def opens_home(self, who: Profile) -> Page:
        self._does(who, self._slack.people.opens_home(who.account.user))
        home = self._answered_in[who.account.user] = self._workspace.homes[who.account.user]
        return self._read(home)

    # ---- what people read --------------------------------------------------------------------------------------------

    def chats(self, who: Profile) -> Sequence[Page]:
        return [self._read(message) for message in self._told(who)]

    def channel(self, channel: str) -> Sequence[Page]:
        return [self._read(message) for message in self._workspace.messages[channel] if not message.is_ephemeral]

    def _told(self, who: Profile) -> list[Message]:
        """What stands in somebody's chats, oldest first; not what only answered them, which Slack forgets."""
        chats = [one for one in self._workspace.conversations_of(who.account.user) if one.kind in ("im", "mpim")]
        said = [message for chat in chats for message in self._workspace.messages[chat.id]]
        return sorted((message for message in said if not message.is_ephemeral), key=lambda message: message.ts)

    def _read(self, place: Place) -> Page:
        page = page_of(self._workspace, place)
        for button in page.buttons:
            self._stood[_whose(place), button.action, button.subject] = copy.copy(place)
        return page

    # ---- doing, and seeing what comes of it --------------------------------------------------------------------------

    def _does(self, who: Profile, deed: Coroutine[Any, Any, Outcome], on: Place | None = None) -> Shown:
        outcome, answers = self._beside.run(self._watched(who.account.user, deed, on))
        assert not outcome.trouble, outcome.trouble
        self._acted_on[who.account.user] = on
        if outcome.errors:
            return (FieldErrors if outcome.sent else StoppedByTheClient)(dict(outcome.errors))
        if not answers or answers[-1] is None:
            return None
        answer = self._answered_in[who.account.user] = answers[-1]
        if isinstance(answer, View) and is_form(answer):
            return sheet_of(self._workspace, answer)
        return self._read(answer)

    async def _watched(
        self, user: str, deed: Coroutine[Any, Any, Outcome], on: Place | None
    ) -> tuple[Outcome, list[Place | None]]:
        """Do it, and collect what appears before them: in private, in a dialog, or in place of what they acted on."""
        answers: list[Place | None] = []

        def watch(entry: Entry) -> None:
            in_place = isinstance(on, Message) and (entry.channel, entry.ts) == (on.channel, on.ts)
            if entry.what == "modal" and entry.user == user:
                answers.append(self._workspace.modal(user))
            elif entry.only_for == user or (entry.what == "changed" and in_place):
                answers.append(self._workspace.find_message(entry.channel, entry.ts))

        self._workspace.watchers.append(watch)
        outcome = await deed
        await self._bot.connection.has_answered()
        self._workspace.watchers.remove(watch)
        return outcome, answers

    def _place_of(self, who: Profile, button: Button) -> tuple[Place, bool]:
        """Where somebody finds a button, and whether it stands there only because their client has not caught up."""
        for place in self._before(who):
            if _has(place, button):
                return place, False
        for (_, action, subject), place in reversed(self._stood.items()):
            if (action, subject) == (button.action, button.subject) and self._may_see(who, place):
                return place, True
        raise LookupError(f"{who.name} never had that button before them")

    def _before(self, who: Profile) -> Iterator[Place]:
        """What lies before somebody, what they look at first first."""
        answer = self._answered_in.get(who.account.user)
        in_view = (self._workspace.modal(who.account.user), self._workspace.homes.get(who.account.user))
        if isinstance(answer, Message) or (answer is not None and answer in in_view):
            yield answer
        yield from reversed(self._told(who))
        yield from reversed(self._workspace.messages[COFFEE.id])

    def _may_see(self, who: Profile, place: Place) -> bool:
        if isinstance(place, View):
            return place.user == who.account.user and place.type == "home"
        members = self._workspace.conversations[place.channel].members
        return who.account.user in members and place.only_for in (None, who.account.user)

    def _typed(self, value: Value) -> object:
        """An answer as Slack's client takes it."""
        match value:
            case Channel():
                return self._know(value).id
            case People(profiles=chosen):
                return [profile.account.user for profile in chosen]
            case datetime():
                return int(value.timestamp())
            case date():
                return value.isoformat()
            case tuple():
                return list(value)
            case _:
                return value

    def _know(self, channel: Channel) -> Conversation:
        """The channel, made if the workspace has none of that id."""
        if channel.id not in self._workspace.conversations:
            members = self._everybody if channel.bot_is_in else self._everybody[1:]
            self._workspace.conversations[channel.id] = Conversation(channel.id, "channel", members, channel.name)
            self._workspace.messages[channel.id] = []
        return self._workspace.conversations[channel.id]


def _whose(place: Place) -> str:
    return place.channel if isinstance(place, Message) else place.user


def _has(place: Place, button: Button) -> bool:
    return any(
        (element["action_id"], element.get("value", "")) == (button.action, button.subject)
        for _, element in elements(place)
    )


def _is(sheet: Sheet, view: View) -> bool:
    carried = metadata(sheet.subject, sheet.nonce)
    return (view.callback_id, view.shown.get("private_metadata", "")) == (sheet.name, carried)
