"""What an interaction leaves in the app's hands for a while: a trigger to open a modal, an address to answer at."""

from dataclasses import dataclass

from bot.sandbox.clocks import PaceClock
from bot.sandbox.refusals import Refused
from bot.sandbox.workspace import Workspace

TRIGGER_LIVES = 3.0
RESPONSE_URL_LIVES = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """The right to open one modal for one user; `in_modal` when they acted inside one."""

    user: str
    given_at: float
    in_modal: bool
    is_used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer where somebody acted; `message_ts` is the message acted on, None for a command."""

    user: str
    channel: str
    message_ts: str | None
    given_at: float
    uses: int = 0


class Interactions:
    """The triggers and response addresses that were handed out, and what they are still good for."""

    def __init__(self, workspace: Workspace, clock: PaceClock) -> None:
        self._workspace = workspace
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._response_urls: dict[str, ResponseUrl] = {}

    def new_trigger(self, user: str, *, in_modal: bool = False) -> str:
        """Hand out a trigger id."""
        number = self._workspace.number()
        trigger_id = f"{number}.{number}.{self._workspace.fingerprint()}"
        self._triggers[trigger_id] = Trigger(user, self._clock.now(), in_modal)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use up a trigger.

        Raises Refused with `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_used:
            raise Refused("exchanged_trigger_id")
        if self._clock.now() - trigger.given_at > TRIGGER_LIVES:
            raise Refused("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def new_response_url(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """Hand out the last part of a response address."""
        key = f"{self._workspace.number()}/{self._workspace.fingerprint()}"
        self._response_urls[key] = ResponseUrl(user, channel, message_ts, self._clock.now())
        return key

    def use_response_url(self, key: str) -> ResponseUrl:
        """Use a response address once. Raises Refused with `expired_url` or `used_url`."""
        address = self._response_urls.get(key)
        if address is None or self._clock.now() - address.given_at > RESPONSE_URL_LIVES:
            raise Refused("expired_url")
        if address.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        address.uses += 1
        return address
