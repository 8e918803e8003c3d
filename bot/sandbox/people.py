"""The people in front of Slack: what they can do, and what they see."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.answers import answer_to_form, answer_where_asked
from bot.sandbox.delivery import Answer, Delivery, Parcel
from bot.sandbox.fields import STATE_KEYS, Unfit, filled_in, initial_state, missing
from bot.sandbox.happenings import Happenings
from bot.sandbox.installation import App
from bot.sandbox.interactions import ResponseUrl
from bot.sandbox.modals import close_modal
from bot.sandbox.payloads import Payloads
from bot.sandbox.reading import elements, what_it_says
from bot.sandbox.records import Conversation, Entry, Json, Message, User, View
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import view_object
from bot.sandbox.workspace import Workspace

Found = TypeVar("Found")


class CannotDo(LookupError):
    """A person tried what is not possible in front of Slack: a button that is not there, a channel they are not in."""


@dataclass(frozen=True)
class Outcome:
    """What came of something that a person did.

    `acknowledged`: the app has answered in time. `errors`: what stands below fields, by block id; from the app, or from
    Slack itself when `sent` is false. `trouble`: what Slack tells the person when the app did not answer, or answered
    what Slack does not take; empty when all went well. `modal`: what they have in front of them now.
    """

    acknowledged: bool
    sent: bool = True
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    modal: View | None = None

    @property
    def went_well(self) -> bool:
        """Whether the app answered, and nobody complained."""
        return self.acknowledged and not self.errors and not self.trouble


@dataclass(frozen=True)
class Sight:
    """What one person can see of Slack: the messages in all their conversations in order, and the app's views."""

    messages: list[Message]
    modal: View | None
    home: View | None

    def reads(self, words: str) -> bool:
        """Whether these words stand anywhere in front of the person."""
        shown: list[Message | View] = [*self.messages]
        shown += [view for view in (self.modal, self.home) if view]
        return any(words in what_it_says(part) for part in shown)


class People:
    """Everybody in the workspace. Who acts is named by user id, or handed in as the User."""

    def __init__(
        self, workspace: Workspace, app: App, delivery: Delivery, payloads: Payloads, happenings: Happenings
    ) -> None:
        self._workspace = workspace
        self._app = app
        self._delivery = delivery
        self._payloads = payloads
        self._happenings = happenings
        self._choices: dict[tuple[str, str], dict[str, dict[str, Json]]] = {}

    # Looking ----------------------------------------------------------------------------------------------------------

    def sees(self, who: str | User) -> Sight:
        """What a person can see, ephemeral messages for them included."""
        user = self._user(who)
        said = [
            message
            for place in self._workspace.conversations.values()
            for message in self._workspace.visible_to(user.id, place.id)
        ]
        return Sight(
            messages=sorted(said, key=lambda message: message.ts),
            modal=self._workspace.modal(user.id),
            home=self._workspace.homes.get(user.id),
        )

    async def until(self, condition: Callable[[], Found | None], *, within: float = 10.0) -> Found:
        """Wait until a condition holds, looking again whenever something changes; give back what it gave.

        Raises TimeoutError when it does not hold within so many real seconds.
        """
        changed = asyncio.Event()

        def watch(_: Entry) -> None:
            changed.set()

        self._workspace.watchers.append(watch)
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    changed.clear()
                    await changed.wait()
                return found
        finally:
            self._workspace.watchers.remove(watch)

    async def modal(self, who: str | User, *, within: float = 10.0) -> View:
        """The modal that a person has in front of them, waiting for it if need be."""
        user = self._user(who)
        return await self.until(lambda: self._workspace.modal(user.id), within=within)

    async def message(self, who: str | User, words: str, *, within: float = 10.0) -> Message:
        """The newest message to a person in which these words stand, waiting for it if need be."""

        def newest() -> Message | None:
            fitting = [message for message in self.sees(who).messages if words in what_it_says(message)]
            return fitting[-1] if fitting else None

        return await self.until(newest, within=within)

    # Doing ------------------------------------------------------------------------------------------------------------

    async def types(self, who: str | User, where: str | Conversation, text: str) -> Outcome:
        """Type something into a conversation and send it: a slash command, or just a message."""
        user, place = self._user(who), self._conversation(where)
        if user.id not in place.members:
            raise CannotDo(f"{user.name} is not in {place.id}")
        if not text.startswith("/"):
            message = self._workspace.post(Message(self._workspace.next_ts(), place.id, user.id, text))
            await self._happenings.wrote(message)
            return Outcome(acknowledged=True)
        command, _, rest = text.partition(" ")
        if self._app.commands is not None and command not in self._app.commands:
            return Outcome(acknowledged=False, sent=False, trouble=f"{command} is not a valid command.")
        answer = await self._delivery.bring(self._payloads.command(user, place, command, rest.strip()))
        if not answer.acknowledged:
            return self._outcome(user, answer, trouble=f"{command} failed because the app did not respond.")
        if answer.payload:
            try:
                address = ResponseUrl(user.id, place.id, None, 0.0)
                answer_where_asked(self._workspace, self._app, address, answer.payload)
            except Refused as refused:
                return self._outcome(user, answer, trouble=f"{command} failed with the error “{refused.error}”.")
        return self._outcome(user, answer)

    async def presses(
        self,
        who: str | User,
        where: Message | View,
        action_id: str,
        *,
        value: str | None = None,
        confirms: bool = True,
    ) -> Outcome:
        """Press a button, and confirm if it asks; `value` tells buttons of one action_id apart."""
        user = self._user(who)
        block, button = self._element(user, where, action_id, value)
        if button["type"] != "button":
            raise CannotDo(f"{action_id} is no button")
        if "confirm" in button and not confirms:
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        return await self._acts(user, where, block, button, {key: button[key] for key in ("value",) if key in button})

    async def chooses(
        self, who: str | User, where: Message | View, action_id: str, value: Any, *, confirms: bool = True
    ) -> Outcome:
        """Choose from a menu, a date, boxes: anything that tells the app at once. `value` is as for `submits`."""
        user = self._user(who)
        block, element = self._element(user, where, action_id, None)
        if "confirm" in element and not confirms:
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        if element["type"] == "overflow":
            option = next((option for option in element["options"] if option["value"] == value), None)
            if option is None:
                raise CannotDo(f"{action_id} has no option {value!r}")
            return await self._acts(user, where, block, element, {"selected_option": option})
        chosen = filled_in(self._workspace, element, value)
        self._state(user, where).setdefault(block["block_id"], {})[element["action_id"]] = chosen
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        key, _ = STATE_KEYS[element["type"]]
        return await self._acts(user, where, block, element, {key: chosen[key]})

    async def submits(self, who: str | User, view: View, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fill in a modal's fields and send it.

        `values` are by block id: what is put into the field, or `{action_id: that}`. An option is named by its value,
        a user or channel by its id, a date as YYYY-MM-DD; several in a list; None takes a value away. Fields that are
        not named keep what they hold. Slack's own checks come first: what it complains of never reaches the app.
        """
        user = self._user(who)
        if view is not self._workspace.modal(user.id):
            raise CannotDo(f"{user.name} does not have {view.id} in front of them")
        view.errors = self._fill(view, values or {})
        if view.errors:
            return Outcome(acknowledged=False, sent=False, errors=view.errors, modal=view)
        answer = await self._delivery.bring(self._payloads.submission(user, view))
        if not answer.acknowledged:
            return self._outcome(user, answer, trouble="We had some trouble connecting. Try again?")
        try:
            errors = answer_to_form(self._workspace, view, answer.payload)
        except Refused as refused:
            return self._outcome(user, answer, trouble=f"We had some trouble connecting: {refused.error}.")
        return self._outcome(user, answer, errors=errors)

    async def closes(self, view: View) -> Outcome:
        """Close a modal with its cross; the app hears of it only if it asked to."""
        user = self._workspace.users[view.user]
        whole_stack = bool(view.shown.get("clear_on_close"))
        parcel = self._payloads.closing(user, view, is_cleared=whole_stack)
        close_modal(self._workspace, view, whole_stack=whole_stack)
        if not view.shown.get("notify_on_close"):
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        return self._outcome(user, await self._delivery.bring(parcel))

    async def opens_home(self, who: str | User) -> Outcome:
        """Open the app's home page."""
        user = self._user(who)
        place = self._workspace.open_direct([user.id, self._app.bot_user])
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": place.id, "tab": "home"}
        home = self._workspace.homes.get(user.id)
        if home:
            event["view"] = view_object(self._workspace, home, self._app)
        return self._outcome(user, await self._happenings.tell(event))

    # ------------------------------------------------------------------------------------------------------------------

    def _outcome(
        self, user: User, answer: Answer, *, trouble: str = "", errors: Mapping[str, str] | None = None
    ) -> Outcome:
        return Outcome(
            acknowledged=answer.acknowledged,
            errors=errors or {},
            trouble=trouble,
            modal=self._workspace.modal(user.id),
        )

    def _user(self, who: str | User) -> User:
        user = who if isinstance(who, User) else self._workspace.users.get(who)
        if user is None or user.deleted:
            raise CannotDo(f"there is no active user {who}")
        return user

    def _conversation(self, where: str | Conversation) -> Conversation:
        place = where if isinstance(where, Conversation) else self._workspace.conversations.get(where)
        if place is None or place.is_archived:
            raise CannotDo(f"there is no open conversation {where}")
        return place

    def _element(self, user: User, where: Message | View, action_id: str, value: str | None) -> tuple[Json, Json]:
        """The element that a person means, with its block, if it is in front of them."""
        sight = self.sees(user)
        if where not in (sight.messages if isinstance(where, Message) else (sight.modal, sight.home)):
            raise CannotDo(f"{user.name} does not see that any more")
        fitting = [
            (block, element)
            for block, element in elements(where)
            if element["action_id"] == action_id and value in (None, element.get("value"))
        ]
        if not fitting:
            there = ", ".join(element["action_id"] for _, element in elements(where)) or "nothing to press"
            raise CannotDo(f"there is no {action_id} here, but {there}")
        return fitting[0]

    def _state(self, user: User, where: Message | View) -> dict[str, dict[str, Json]]:
        """What is chosen at present in a message or view; in a message each person has their own choices."""
        if isinstance(where, View):
            return where.state
        return self._choices.setdefault((user.id, where.ts), initial_state(where.blocks))

    async def _acts(self, user: User, where: Message | View, block: Json, element: Json, chosen: Json) -> Outcome:
        action: Json = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._workspace.next_ts(),
            **{key: element[key] for key in ("text", "style", "placeholder", "confirm") if key in element},
            **chosen,
        }
        parcel: Parcel = (
            self._payloads.action_on_message(user, where, action, self._state(user, where))
            if isinstance(where, Message)
            else self._payloads.action_in_view(user, where, action)
        )
        answer = await self._delivery.bring(parcel)
        return self._outcome(user, answer, trouble="" if answer.acknowledged else "This app did not respond.")

    def _fill(self, view: View, values: Mapping[str, Any]) -> dict[str, str]:
        """Put values into fields; what Slack's client complains of comes back by block id."""
        errors: dict[str, str] = {}
        left = dict(values)
        for block, element in elements(view):
            block_id, action_id = block["block_id"], element["action_id"]
            if block_id in values and element["type"] in STATE_KEYS:
                given = left.pop(block_id, values[block_id])
                given = given.get(action_id) if isinstance(given, Mapping) else given
                try:
                    view.state[block_id][action_id] = filled_in(self._workspace, element, given)
                except Unfit as unfit:
                    errors[block_id] = str(unfit)
            is_required = block["type"] == "input" and not block.get("optional") and block_id not in errors
            if is_required and missing(element, view.state[block_id][action_id]):
                errors[block_id] = "Please complete this required field."
        if left:
            there = ", ".join(block["block_id"] for block, _ in elements(view))
            raise CannotDo(f"there is no field {', '.join(left)} here, but {there}")
        return errors
