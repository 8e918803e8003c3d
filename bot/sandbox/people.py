"""The people in front of Slack: what they can do with the app."""

import copy
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from bot.sandbox.answers import answer_to_form, answer_where_asked
from bot.sandbox.block_limits import FILLED_BY_APP, LEAST_TYPED
from bot.sandbox.delivery import Answer, Delivery, Parcel
from bot.sandbox.element_rules import check_answered, options_of
from bot.sandbox.fields import STATE_KEYS, Unfit, filled_in, initial_state
from bot.sandbox.form_filling import fill_in
from bot.sandbox.happenings import Happenings
from bot.sandbox.installation import App
from bot.sandbox.interactions import ResponseUrl
from bot.sandbox.modals import close_modal
from bot.sandbox.onlookers import CannotDo, Onlookers
from bot.sandbox.payloads import Payloads
from bot.sandbox.problems import Problems
from bot.sandbox.reading import as_offered, elements
from bot.sandbox.records import Conversation, Json, Message, User, View
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import view_object
from bot.sandbox.workspace import Workspace


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
class Deed:
    """Something that a person did and what came of it; `began` and `ended` by the monotonic clock."""

    user: User
    parcel: Parcel
    outcome: Outcome
    began: float
    ended: float


class People(Onlookers):
    """Everybody in the workspace, with eyes and hands. Who acts is named by user id, or handed in as the User.

    `witnesses` are told of every command, press and form, once it is known what came of it.
    """

    def __init__(
        self, workspace: Workspace, app: App, delivery: Delivery, payloads: Payloads, happenings: Happenings
    ) -> None:
        super().__init__(workspace)
        self._app = app
        self._delivery = delivery
        self._payloads = payloads
        self._happenings = happenings
        self._choices: dict[tuple[str, str], dict[str, dict[str, Json]]] = {}
        self._did_last: dict[str, Callable[[], Awaitable[Outcome]]] = {}
        self.witnesses: list[Callable[[Deed], None]] = []

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
        parcel = self._payloads.command(user, place, command, rest.strip())
        return await self._does(user, parcel, partial(self._brings_command, user, place))

    async def presses(
        self,
        who: str | User,
        where: Message | View,
        action_id: str,
        *,
        value: str | None = None,
        confirms: bool = True,
        behind: bool = False,
    ) -> Outcome:
        """Press a button, and confirm if it asks; `value` tells buttons of one action_id apart.

        `behind`: their client has not caught up, and still shows `where` as it was.
        """
        user = self._user(who)
        block, button = self._element(user, where, action_id, value, behind=behind)
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
        try:
            offers = as_offered(where, element) if isinstance(where, View) else element
            chosen = filled_in(self._workspace, offers, value)
        except Unfit as unfit:
            return Outcome(acknowledged=False, sent=False, errors={block["block_id"]: str(unfit)})
        self._state(user, where).setdefault(block["block_id"], {})[element["action_id"]] = chosen
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        key, _ = STATE_KEYS[element["type"]]
        return await self._acts(user, where, block, element, {key: chosen[key]})

    async def searches(self, who: str | User, view: View, action_id: str, typed: str) -> list[Json]:
        """Type into a menu that the app fills; gives back the options that it offers for that.

        Slack asks the app from so many letters on as the menu says. Nobody is offered where the app does not answer, or
        answers what Slack does not take.
        """
        user = self._user(who)
        block, element = self._element(user, view, action_id, None)
        if element["type"] not in FILLED_BY_APP:
            raise CannotDo(f"{action_id} is no menu that the app fills")
        if len(typed) < element.get("min_query_length", LEAST_TYPED):
            return []
        answer = await self._delivery.bring(self._payloads.search(user, view, block, element, typed))
        problems = Problems()
        check_answered(problems, answer.payload)
        found = [] if problems or not answer.acknowledged else options_of(answer.payload)
        offered = view.offered.setdefault(action_id, [])
        offered += [option for option in found if option not in offered]
        return found

    async def submits(self, who: str | User, view: View, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fill in a modal's fields and send it.

        `values` are by block id: what is put into the field, or `{action_id: that}`. An option is named by its value,
        a user or channel by its id, a date as YYYY-MM-DD; several in a list; None takes a value away. Fields that are
        not named keep what they hold. Slack's own checks come first: what it complains of never reaches the app.
        """
        user = self._user(who)
        if view is not self._workspace.modal(user.id):
            raise CannotDo(f"{user.name} does not have {view.id} in front of them")
        view.errors = fill_in(self._workspace, view, values or {})
        if view.errors:
            return Outcome(acknowledged=False, sent=False, errors=view.errors, modal=view)
        return await self._does(user, self._payloads.submission(user, view), partial(self._brings_form, user, view))

    async def closes(self, view: View) -> Outcome:
        """Close a modal with its cross; the app hears of it only if it asked to."""
        user = self._workspace.users[view.user]
        whole_stack = bool(view.shown.get("clear_on_close"))
        parcel = self._payloads.closing(user, view, is_cleared=whole_stack)
        close_modal(self._workspace, view, whole_stack=whole_stack)
        if not view.shown.get("notify_on_close"):
            return Outcome(acknowledged=False, sent=False, modal=self._workspace.modal(user.id))
        return self._outcome(user, await self._delivery.bring(parcel))

    async def opens_home(self, who: str | User, *, tab: Literal["home", "messages"] = "home") -> Outcome:
        """Open the app's home page, or their own chat with it, which Slack tells the app with the same event."""
        user = self._user(who)
        place = self._workspace.open_direct([user.id, self._app.bot_user])
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": place.id, "tab": tab}
        home = self._workspace.homes.get(user.id)
        if home and tab == "home":
            event["view"] = view_object(self._workspace, home, self._app)
        return self._outcome(user, await self._happenings.tell(event))

    async def again(self, who: str | User) -> Outcome:
        """Send the app a second time what a person sent last, a command, press or form, the same in every byte."""
        return await self._did_last[self._user(who).id]()

    # ------------------------------------------------------------------------------------------------------------------

    async def _does(self, user: User, parcel: Parcel, brings: Callable[[Parcel], Awaitable[Outcome]]) -> Outcome:
        self._did_last[user.id] = partial(brings, copy.deepcopy(parcel))
        began = time.monotonic()
        outcome = await brings(parcel)
        for witness in self.witnesses:
            witness(Deed(user, parcel, outcome, began, time.monotonic()))
        return outcome

    async def _brings_command(self, user: User, place: Conversation, parcel: Parcel) -> Outcome:
        command, answer = parcel.payload["command"], await self._delivery.bring(parcel)
        if not answer.acknowledged:
            return self._outcome(user, answer, trouble=f"{command} failed because the app did not respond.")
        if answer.payload:
            try:
                address = ResponseUrl(user.id, place.id, None, 0.0)
                answer_where_asked(self._workspace, self._app, address, answer.payload)
            except Refused as refused:
                return self._outcome(user, answer, trouble=f"{command} failed with the error “{refused.error}”.")
        return self._outcome(user, answer)

    async def _brings_form(self, user: User, view: View, parcel: Parcel) -> Outcome:
        answer = await self._delivery.bring(parcel)
        if not answer.acknowledged:
            return self._outcome(user, answer, trouble="We had some trouble connecting. Try again?")
        try:
            errors = answer_to_form(self._workspace, view, answer.payload)
        except Refused as refused:
            return self._outcome(user, answer, trouble=f"We had some trouble connecting: {refused.error}.")
        return self._outcome(user, answer, errors=errors)

    async def _brings_press(self, user: User, parcel: Parcel) -> Outcome:
        answer = await self._delivery.bring(parcel)
        return self._outcome(user, answer, trouble="" if answer.acknowledged else "This app did not respond.")

    def _outcome(
        self, user: User, answer: Answer, *, trouble: str = "", errors: Mapping[str, str] | None = None
    ) -> Outcome:
        return Outcome(
            acknowledged=answer.acknowledged,
            errors=errors or {},
            trouble=trouble,
            modal=self._workspace.modal(user.id),
        )

    def _element(
        self, user: User, where: Message | View, action_id: str, value: str | None, *, behind: bool = False
    ) -> tuple[Json, Json]:
        """Find the element that a person means, with its block, if it is in front of them."""
        sight = self.sees(user)
        if not behind and where not in (sight.messages if isinstance(where, Message) else (sight.modal, sight.home)):
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
        """Return what is chosen at present in a message or view; in a message each person has their own choices."""
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
        return await self._does(user, parcel, partial(self._brings_press, user))
