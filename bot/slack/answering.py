"""Where an answer is seen: in place, privately, in a dialog, on the home page."""

from dataclasses import dataclass
from typing import assert_never

from aiohttp import ClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from activities.kit.cards import Card, say
from activities.kit.forms import FieldErrors, Form
from activities.kit.views import Answer
from activities.kit.wording import too_late_to_open
from bot.afterwards import Afterwards
from bot.mishaps import note
from bot.platform import Accounts, Refused
from bot.slack.calls import Calls
from bot.slack.payloads import Surface, surface_of
from bot.slack.render import dialog, message, modal
from bot.slack.text import Json

TOO_LATE = "expired_trigger_id"
OPENED_ALREADY = "exchanged_trigger_id"
"""Slack delivered the same thing twice, and the first has opened what there is to open."""

CLOSED = "not_found"
"""The view is no more."""


@dataclass(frozen=True)
class Shown:
    """What a turn shows, and whom of those it mentions Slack knows. `failed`: the turn failed, and nothing changed."""

    answer: Answer
    accounts: Accounts
    failed: bool = False


class Answering:
    """Shows answers with Slack's own means for each place, after the acknowledgement."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.afterwards = Afterwards()

    async def to_command(self, body: Json, answer: Answer, accounts: Accounts) -> None:
        """Answer a command after its acknowledgement: a form is opened, a card shown privately."""
        if isinstance(answer, Form):
            await self._open(body, view_of(answer, accounts))
        elif answer is not None:
            await self.aside(body, answer, accounts)

    async def to_press(self, body: Json, answer: Answer, accounts: Accounts) -> None:
        """Answer a pressed button where it stands."""
        if answer is None:
            return
        match surface_of(body):
            case Surface.MODAL:
                await self.replace(body, view_of(answer, accounts))
            case Surface.HOME:
                await self._open(body, view_of(answer, accounts))
            case Surface.ONES_OWN | Surface.SHARED if isinstance(answer, Form):
                await self._open(body, view_of(answer, accounts))
            case Surface.ONES_OWN:
                await self._respond(body, {**message(card_of(answer), accounts), "replace_original": True})
            case Surface.SHARED:
                await self.aside(body, answer, accounts)
            case surface:
                assert_never(surface)

    async def replace(self, body: Json, view: Json) -> None:
        """Put something in the place of a form that was left open; whoever has closed it meanwhile sees nothing."""
        try:
            await self.calls.at_once("views.update", view_id=body["view"]["id"], view=view)
        except Refused as refused:
            if refused.error != CLOSED:
                raise

    async def aside(self, body: Json, answer: Card | FieldErrors, accounts: Accounts) -> None:
        """Show a card to whoever acted and to nobody else, and leave what they acted on as it is."""
        if "response_url" in body:
            private = {"response_type": "ephemeral", "replace_original": False}
            await self._respond(body, {**message(card_of(answer), accounts), **private})
        else:
            on_a_modal = surface_of(body) is Surface.MODAL
            await self._open(body, view_of(answer, accounts), "views.push" if on_a_modal else "views.open")

    async def _open(self, body: Json, view: Json, method: str = "views.open") -> None:
        try:
            await self.calls.at_once(method, trigger_id=body.get("trigger_id", ""), view=view)
        except Refused as refused:
            if refused.error == TOO_LATE and "response_url" in body:
                await self.aside(body, too_late_to_open(), {})
            elif refused.error != OPENED_ALREADY:
                raise

    async def _respond(self, body: Json, answer: Json) -> None:
        client = self.calls.client
        webhook = AsyncWebhookClient(
            body["response_url"], timeout=client.timeout, ssl=client.ssl, logger=client.logger, retry_handlers=[]
        )
        webhook.proxy = client.proxy  # given to the constructor, None would mean "as the environment says"
        try:
            response = await webhook.send_dict(answer)
        except (ClientError, TimeoutError, OSError) as error:
            note("response_url", error)
            return
        if response.status_code != 200:
            note("response_url", Refused(str(response.status_code)))


def view_of(answer: Card | Form | FieldErrors, accounts: Accounts) -> Json:
    """An answer as a modal."""
    return modal(answer, accounts) if isinstance(answer, Form) else dialog(card_of(answer), accounts)


def card_of(answer: Card | FieldErrors) -> Card:
    """An answer as a card; errors where there are no fields to show them on are said as they are."""
    return say(" ".join(answer.sentences.values())) if isinstance(answer, FieldErrors) else answer
