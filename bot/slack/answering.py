"""Where an answer is seen: in place, privately, in a dialog, on the home page; and where it is when that cannot be.

Whoever pressed something sees what came of it, or a sentence that says what to do. A form that Slack does not open is
answered where it was asked for; where that cannot be answered either, in their own chat.

Slack opens something for three seconds after a press. Where an answer takes longer, a dialog is opened in time that
promises it, and the answer is shown there.
"""

import asyncio
from dataclasses import dataclass
from typing import assert_never

from aiohttp import ClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from activities.kit.cards import Card, say
from activities.kit.forms import FieldErrors, Form
from activities.kit.views import Answer
from activities.kit.wording import busy, done, takes_long, too_late_to_open, went_wrong
from bot.delivery.outages import called
from bot.faults.faults import note
from bot.platforms.background import Afterwards
from bot.platforms.platform import Accounts, Away, MayHaveArrived, NotNow, Refused, SendingFailed, Unknown, Unreachable
from bot.slack.calls import Calls
from bot.slack.lookups import SLACK
from bot.slack.payloads import Surface, surface_of, to_try_again, user_of
from bot.slack.render import dialog, message, modal
from bot.slack.text import Json

TOO_LATE = "expired_trigger_id"
OPENED_ALREADY = "exchanged_trigger_id"
"""Slack delivered the same thing twice, and the first has opened what there is to open."""

CLOSED = "not_found"
"""The view is no more."""

OPENS_WITHIN = 1.0
"""Real seconds within which a form that broke off is opened once more: what was pressed is good for three."""

WAITS = (0.0, 2.0, 5.0, 15.0, 45.0)
"""Seconds before each try to say something, while Slack takes it neither in one place nor in the other."""


@dataclass(frozen=True)
class Shown:
    """What a turn shows, and whom of those it mentions Slack knows. `failed`: the turn failed, and nothing changed.

    `fills_menus`: whom a form's menus of people show is said by the app.
    """

    answer: Answer
    accounts: Accounts
    failed: bool = False
    fills_menus: bool = False


class Answering:
    """Shows answers with Slack's own means for each place, after the acknowledgement."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.afterwards = Afterwards()

    async def to_command(self, body: Json, shown: Shown) -> None:
        """Answer a command after its acknowledgement: a form is opened, a card shown privately."""
        if shown.answer is not None:
            await self.aside(body, shown)

    async def to_press(self, body: Json, shown: Shown) -> None:
        """Answer a pressed button where it stands."""
        if shown.answer is None:
            return
        match surface_of(body):
            case Surface.MODAL:
                await self.replace(body, view_of(shown), shown)
            case Surface.HOME:
                await self._open(body, shown)
            case Surface.ONES_OWN if not isinstance(shown.answer, Form):
                await self._say(body, card_of(shown.answer), shown.accounts, in_place=True)
            case Surface.ONES_OWN | Surface.SHARED:
                await self.aside(body, shown)
            case surface:
                assert_never(surface)

    async def promise(self, body: Json) -> bool:
        """Say in a dialog that the answer takes long, and is going to stand there; false where Slack opens none.

        They are told elsewhere then.
        """
        why = await self._try_to_open(body, {**dialog(takes_long(), {}), "external_id": _promised_in(body)})
        if why is not None:
            await self._say(body, takes_long(), {})
        return why is None

    async def keep(self, body: Json, shown: Shown) -> None:
        """Show an answer in the dialog that promised it, and in the place of a card of their own that they pressed.

        Whoever has closed the dialog of a form did not want it; anything else is then shown where they acted.
        """
        why = await self._try_to_show("views.update", external_id=_promised_in(body), view=view_of(shown))
        if isinstance(shown.answer, Card) and _is_of_their_own(body) and not shown.failed:
            await self._say(body, shown.answer, shown.accounts, in_place=True)
        elif why is not None and not (_is_closed(why) and isinstance(shown.answer, Form)):
            await self._say_instead(body, shown, why)

    async def replace(self, body: Json, view: Json, shown: Shown) -> None:
        """Put something in the place of a form that was left open; whoever has closed it meanwhile sees nothing.

        `shown`: what that is, for their own chat, should Slack not take it there.
        """
        why = await self._try_to_show("views.update", view_id=body["view"]["id"], view=view)
        if why is not None and not _is_closed(why):
            await self._say_instead(body, shown, why)

    async def aside(self, body: Json, shown: Shown) -> None:
        """Show a card or form to whoever acted and to nobody else, and leave what they acted on as it is."""
        if "response_url" in body and not isinstance(shown.answer, Form):
            await self._say(body, card_of(shown.answer), shown.accounts)
        else:
            await self._open(body, shown)

    async def _open(self, body: Json, shown: Shown) -> None:
        """Show something in a modal, or say that it cannot be shown and what to do; a card is then shown elsewhere."""
        why = await self._try_to_open(body, view_of(shown))
        if why is not None:
            await self._say_instead(body, shown, why)

    async def _try_to_open(self, body: Json, view: Json) -> SendingFailed | None:
        """Open a view, on top of the one in which something was pressed; gives back why that failed."""
        method = "views.push" if surface_of(body) is Surface.MODAL else "views.open"
        return await self._try_to_show(method, trigger_id=str(body.get("trigger_id", "")), view=view)

    async def _try_to_show(self, method: str, **arguments: object) -> SendingFailed | None:
        """Open, push or change a view; gives back why that failed, `None` where it stands there."""
        clock = asyncio.get_running_loop()
        until = clock.time() + OPENS_WITHIN
        while True:
            try:
                await self.calls.for_somebody(method, **arguments)
            except SendingFailed as why:
                if isinstance(why, Refused) and why.error == OPENED_ALREADY:
                    return None
                if not _broke_off(why) or clock.time() > until:
                    return why
                until = 0.0  # once more, and no oftener
            else:
                return None

    async def _say_instead(self, body: Json, shown: Shown, why: SendingFailed) -> None:
        """Show a card where it could not be shown as it should; instead of a form, what to do to get it."""
        answer = shown.answer
        card = asks_again(why, "form", body) if isinstance(answer, Form) else card_of(answer)
        await self._say(body, card, shown.accounts)

    async def _say(self, body: Json, card: Card, accounts: Accounts, *, in_place: bool = False) -> None:
        """Show a card where somebody acted, else in their own chat; again in a while where neither takes it."""
        where = {"replace_original": True} if in_place else {"response_type": "ephemeral", "replace_original": False}
        shown = message(card, accounts)
        for wait in WAITS:
            await self.calls.pace.sleep(wait)
            if await self._respond(body, {**shown, **where}) or await self._write_to(user_of(body), shown):
                return

    async def _respond(self, body: Json, answer: Json) -> bool:
        """Answer at the address that came with what they did; false where there is none, or it takes nothing."""
        if "response_url" not in body:
            return False
        client = self.calls.client
        webhook = AsyncWebhookClient(
            body["response_url"], timeout=client.timeout, ssl=client.ssl, logger=client.logger, retry_handlers=[]
        )
        webhook.proxy = client.proxy  # given to the constructor, None would mean "as the environment says"
        for _ in range(2):  # said twice is better than never
            try:
                response = await webhook.send_dict(answer)
            except (ClientError, TimeoutError, OSError) as error:
                note("response_url", error)
                continue
            if response.status_code == 200:
                return True
            note("response_url", Refused(str(response.status_code)))
            if response.status_code < 500:
                return False
        return False

    async def _write_to(self, user: str, shown: Json) -> bool:
        """Write to somebody's own chat. Slack opens it by their id, which spares a call that is in short supply."""
        quietly = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
        try:
            await self.calls.for_somebody("chat.postMessage", channel=user, **shown, **quietly)
        except SendingFailed as error:
            note("answer in one’s own chat", error)
            return False
        return True


def _promised_in(body: Json) -> str:
    """Name the dialog that promises an answer to this, as whoever is delivered the same once more names it, too."""
    return f"promise {body.get('trigger_id', '')}"


def _is_of_their_own(body: Json) -> bool:
    """Say whether a button was pressed in a message that only they see."""
    return "actions" in body and surface_of(body) is Surface.ONES_OWN


def view_of(shown: Shown) -> Json:
    """Build the modal in which somebody sees an answer."""
    if isinstance(shown.answer, Form):
        return modal(shown.answer, shown.accounts, shown.fills_menus)
    return dialog(card_of(shown.answer), shown.accounts)


def card_of(answer: Card | FieldErrors | None) -> Card:
    """Turn an answer into a card; errors where there are no fields to show them on are said as they are."""
    if isinstance(answer, FieldErrors):
        return say(" ".join(answer.sentences.values()))
    return answer or done()


def asks_again(why: SendingFailed, what: str, body: Json) -> Card:
    """Build the card for whoever wanted something that Slack had to do and did not: what to do to get it.

    `what`: for the log, ids only.
    """
    match why:
        case Refused(error=error) if error == TOO_LATE:
            return too_late_to_open()
        case _ if _broke_off(why):
            return busy(called(SLACK), to_try_again(body))
        case Away(code=code) | Unknown(code=code) | Refused(error=code) | Unreachable(code=code):
            return went_wrong(note(f"{what}, {code}", why))
        case NotNow():
            return busy(called(SLACK), to_try_again(body))
        case _:
            return went_wrong(note(what, why))


def _is_closed(why: SendingFailed) -> bool:
    """Say whether somebody has closed what was to change."""
    return isinstance(why, Refused) and why.error == CLOSED


def _broke_off(why: SendingFailed) -> bool:
    """Say whether another try may do better at once: nobody was reached, or the connection broke."""
    return isinstance(why, MayHaveArrived) or (isinstance(why, Away) and not why.is_a_refusal)
